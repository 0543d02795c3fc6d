from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotesConfig(AppConfig):
    name = "quotes"
    verbose_name = _("Quotes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from orders.hooks import client_tiles, desk_tiles

        from .pages.tiles import ToAnswer, ToPrepare

        client_tiles.register("quotes", ToAnswer())
        desk_tiles.register("quotes", ToPrepare())
