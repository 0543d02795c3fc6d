from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClientsConfig(AppConfig):
    name = "clients"
    verbose_name = _("Clients")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers

        from . import receivers  # noqa: F401  (registers the signal receivers)
        from .own_data import ClientsKeeper
        from .pages import menu

        keepers.register("clients", ClientsKeeper())
        menu.register()
