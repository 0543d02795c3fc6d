from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClientsConfig(AppConfig):
    name = "clients"
    verbose_name = _("Clients")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers
        from agencies.hooks import marked_kinds
        from agencies.hooks.imports import import_kinds

        from . import receivers  # noqa: F401  (registers the signal receivers)
        from .actions.account_import import ClientsImport
        from .own_data import ClientsKeeper
        from .pages import features, menu
        from .rules.marked import KINDS

        keepers.register("clients", ClientsKeeper())
        features.register()
        menu.register()
        import_kinds.register("clients", ClientsImport())
        for name, kind in KINDS.items():
            marked_kinds.register(name, kind)
