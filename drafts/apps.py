from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftsConfig(AppConfig):
    name = "drafts"
    verbose_name = _("Drafts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers
        from catalog.hooks import price_uses

        from .own_data import DraftsKeeper
        from .rules.price_use import DraftPrices

        keepers.register("drafts", DraftsKeeper())
        price_uses.register("drafts", DraftPrices())
