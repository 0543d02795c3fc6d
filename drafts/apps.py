from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftsConfig(AppConfig):
    name = "drafts"
    verbose_name = _("Drafts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers
        from agencies.hooks import file_uses
        from catalog.hooks import price_uses

        from .models import DraftFile
        from .own_data import DraftsKeeper
        from .pages import features, menu
        from .rules.price_use import DraftPrices

        keepers.register("drafts", DraftsKeeper())
        price_uses.register("drafts", DraftPrices())
        file_uses.register("drafts", DraftFile.objects.visible_to)
        features.register()
        menu.register()
