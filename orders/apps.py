from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("Orders")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers, notice_gone, notice_titles
        from agencies.hooks import WebhookKinds, file_uses, limits, marked_kinds, webhook_kinds
        from agencies.hooks.closing import closing_ties
        from agencies.hooks.imports import import_kinds
        from catalog.hooks import price_uses
        from clients.hooks import account_bookings, account_panels, account_work
        from drafts.hooks import preset_sources

        from . import receivers  # noqa: F401  (registers the signal receivers)
        from .actions.order_import import OpenOrdersImport, PastOrdersImport
        from .hooks.beside import order_values
        from .models import Attachment, WaitingFile
        from .own_data.keeper import OrdersKeeper
        from .pages import features, menu
        from .pages import notice_titles as titles_of_notices
        from .pages.account_work import OrdersOfAccounts, booked_on, open_orders_panel
        from .pages.limits import orders_limit
        from .pages.preset_source import PastOrders
        from .rules.closing import open_orders
        from .rules.marked import IMPORTED_AS, KINDS, imported_as
        from .rules.price_use import OrderPrices
        from .states.webhook_kinds import ORDER_KINDS, REVISION_KINDS

        features.register()
        menu.register()
        order_values.register(IMPORTED_AS, imported_as)
        import_kinds.register("past_orders", PastOrdersImport())
        import_kinds.register("open_orders", OpenOrdersImport())
        for name, kind in KINDS.items():
            marked_kinds.register(name, kind)
        webhook_kinds.register("orders", WebhookKinds(_("Orders"), ORDER_KINDS))
        webhook_kinds.register("revisions", WebhookKinds(_("Revisions"), REVISION_KINDS))
        limits.register("orders", orders_limit)
        closing_ties.register("orders", open_orders)
        keepers.register("orders", OrdersKeeper())
        notice_titles.register("orders", titles_of_notices.titles)
        notice_gone.register("orders", titles_of_notices.gone)
        account_work.register(OrdersOfAccounts())
        account_bookings.register("orders", booked_on)
        account_panels.register("orders", open_orders_panel)
        price_uses.register("orders", OrderPrices())
        preset_sources.register("orders", PastOrders())
        file_uses.register("orders", Attachment.objects.visible_to)
        file_uses.register("orders_waiting", WaitingFile.objects.visible_to)
