from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    name = "analytics"
    verbose_name = _("Analytics")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers, mail_headers, subscriptions

        from . import receivers  # noqa: F401
        from .mail.reports import headers
        from .own_data.keeper import ReportsKeeper
        from .pages import features, menu
        from .pages.subscriptions import reports_received
        from .states.reports import MAIL

        features.register()
        menu.register()
        keepers.register("reports", ReportsKeeper())
        mail_headers.register(MAIL, headers)
        subscriptions.register("reports", reports_received)
