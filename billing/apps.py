from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    name = "billing"
    verbose_name = _("Billing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import attachments, keepers
        from agencies.hooks import MarkedKind, WebhookKinds, marked_kinds, webhook_kinds
        from agencies.hooks.closing import closing_ties
        from clients.hooks import account_bookings, account_facts, account_panels
        from orders.hooks.beside import order_values
        from orders.hooks.panels import Place, order_panels
        from orders.hooks.search import search_kinds
        from orders.hooks.words import timeline_lines

        from . import receivers  # noqa: F401  (registers the signal receivers)
        from .mail import invoices as invoice_mail
        from .mail import payment_reminders as reminder_mail
        from .models import Invoice, UnbilledOrder
        from .own_data import BillingKeeper, billing_facts
        from .pages import menu, setup
        from .pages.account_panel import invoices_panel
        from .pages.closing import open_money
        from .pages.invoices import InvoicesPanel, billed_on
        from .pages.payment import READ_ALONG, PaymentPanel, paper_and_bills
        from .pages.search import InvoiceSearch
        from .pages.timeline import LINES
        from .states import WEBHOOK_KINDS

        menu.register()
        setup.register()
        webhook_kinds.register("billing", WebhookKinds(_("Invoices"), WEBHOOK_KINDS))
        closing_ties.register("billing", open_money)
        keepers.register("billing", BillingKeeper())
        account_facts.register("billing", billing_facts)
        account_bookings.register("billing", billed_on)
        account_panels.register("billing", invoices_panel)
        order_panels.register("payment", PaymentPanel(Place.SIDE))
        order_panels.register("payment_beside_ledger", PaymentPanel(Place.LEDGER))
        order_panels.register("invoices", InvoicesPanel())
        search_kinds.register("invoices", InvoiceSearch())
        order_values.register(READ_ALONG, paper_and_bills)
        # An invoice never goes with a mark: its number has no gap.
        marked_kinds.register(
            "invoices", MarkedKind(Invoice, lambda mark: Invoice.objects.none(), (UnbilledOrder,))
        )
        for verb, line in LINES.items():
            timeline_lines.register(verb, line)
        attachments.register(invoice_mail.KIND, invoice_mail.attachments)
        attachments.register(reminder_mail.KIND, reminder_mail.attachments)
