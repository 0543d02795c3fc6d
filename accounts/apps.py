from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from agencies.hooks import register_sign_in_facts

        from . import address_receivers, receivers, suspension_receivers, token_receivers
        from .own_data import register
        from .own_parts import AccountsKeeper
        from .posture import facts_of

        register("accounts", AccountsKeeper())
        register_sign_in_facts(facts_of)

        del address_receivers, receivers, suspension_receivers, token_receivers  # imported for their receivers alone
