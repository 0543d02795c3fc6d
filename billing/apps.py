from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    name = "billing"
    verbose_name = _("Billing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from orders.hooks.words import mail_words

        from .mail import INVOICE_ISSUED
        from .pages import menu

        mail_words.register("issue_invoice", INVOICE_ISSUED)
        menu.register()
        from orders.hooks.panels import order_panels

        from .pages.invoices import InvoicesPanel

        order_panels.register("invoices", InvoicesPanel())
