from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WritersConfig(AppConfig):
    name = "writers"
    verbose_name = _("Writers and editors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .pages import menu

        menu.register()
        from orders.hooks.eligibility import eligibility

        from .rules.eligibility import WriterEligibility

        eligibility.register(WriterEligibility())
