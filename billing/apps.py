from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    name = "billing"
    verbose_name = _("Billing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers
        from clients.hooks import account_facts

        from .own_data import BillingKeeper, billing_facts

        keepers.register("billing", BillingKeeper())
        account_facts.register("billing", billing_facts)
