from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WritersConfig(AppConfig):
    name = "writers"
    verbose_name = _("Writers and editors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .pages import menu

        menu.register()
        from orders import hooks

        from .rules.eligibility import WriterEligibility

        hooks.eligibility.register(WriterEligibility())
