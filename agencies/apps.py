from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = _("Agencies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .actions.team_import import TeamImport
        from .hooks import file_uses, marked_kinds
        from .hooks.imports import import_kinds
        from .models import BrandPicture
        from .pages import features, limits, menu, setup
        from .rules.marked import KINDS

        file_uses.register("brand_pictures", BrandPicture.objects.visible_to)
        features.register()
        limits.register()
        menu.register()
        setup.register()
        import_kinds.register("team", TeamImport())
        for name, kind in KINDS.items():
            marked_kinds.register(name, kind)
