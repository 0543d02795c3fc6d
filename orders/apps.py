from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("Orders")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers
        from catalog.hooks import price_uses

        from . import receivers  # noqa: F401  (registers the signal receivers)
        from .own_data.keeper import OrdersKeeper
        from .rules.price_use import OrderPrices

        keepers.register("orders", OrdersKeeper())
        price_uses.register("orders", OrderPrices())
