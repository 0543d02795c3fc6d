from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = _("Price list")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from agencies.hooks import marked_kinds
        from agencies.hooks.imports import import_kinds

        from . import receivers  # noqa: F401  (registers the signal receivers)
        from .actions.price_import import CatalogImport
        from .pages import menu, setup
        from .rules.drafted_prices import KINDS

        menu.register()
        setup.register()
        import_kinds.register("catalog", CatalogImport())
        for name, kind in KINDS.items():
            marked_kinds.register(name, kind)
