from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotesConfig(AppConfig):
    name = "quotes"
    verbose_name = _("Quotes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers, notice_titles
        from agencies.hooks import WebhookKinds, file_uses, webhook_kinds
        from agencies.hooks.closing import closing_ties
        from catalog.hooks import price_uses
        from clients.hooks import account_panels
        from drafts.hooks import hold
        from orders.hooks.panels import order_panels
        from orders.hooks.search import search_kinds
        from orders.hooks.tiles import client_tiles, desk_tiles
        from quotes.rules.held_drafts import QuoteHold, quoted_files

        from . import receivers  # noqa: F401  (registers the signal receivers)
        from .own_data import QuotesKeeper
        from .pages import features, menu, setup
        from .pages import notice_titles as titles_of_notices
        from .pages.account_panel import quotes_panel
        from .pages.search import QuoteSearch
        from .pages.tiles import ToAnswer, ToPrepare
        from .pages.trial_panel import TrialPanel
        from .rules.closing import open_quotes
        from .rules.price_use import QuotePrices
        from .states import WEBHOOK_KINDS

        closing_ties.register("quotes", open_quotes)
        keepers.register("quotes", QuotesKeeper())
        notice_titles.register("quotes", titles_of_notices.titles)
        price_uses.register("quotes", QuotePrices())
        hold.register(QuoteHold())
        account_panels.register("quotes", quotes_panel)
        file_uses.register("quotes", quoted_files)
        order_panels.register("trial", TrialPanel())
        client_tiles.register("quotes", ToAnswer())
        desk_tiles.register("quotes", ToPrepare())
        search_kinds.register("quotes", QuoteSearch())
        webhook_kinds.register("quotes", WebhookKinds(_("Quotes"), WEBHOOK_KINDS))
        features.register()
        menu.register()
        setup.register()
