from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotesConfig(AppConfig):
    name = "quotes"
    verbose_name = _("Quotes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers
        from catalog.hooks import price_uses

        from .own_data import QuotesKeeper
        from .rules.price_use import QuotePrices

        keepers.register("quotes", QuotesKeeper())
        price_uses.register("quotes", QuotePrices())
