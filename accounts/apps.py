from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from agencies.hooks import named_bytes, person_panels, sign_in_facts
        from agencies.hooks.closing import leavers
        from project.base.api import hooks as api_hooks

        from .actions.agency_leaving import AccountsLeavers
        from .adapters import api
        from .api.proof import require_proof
        from .files.photos import PhotoBytes
        from .hooks import keepers
        from .own_data.keeper import AccountsKeeper
        from .pages import features, menu, recovery
        from .pages.posture import sign_in_facts_of
        from .receivers import addresses as address_receivers
        from .receivers import agency_closing as agency_closing_receivers
        from .receivers import agency_exports as agency_export_receivers
        from .receivers import domains as domain_receivers
        from .receivers import people as people_receivers
        from .receivers import security_policy as policy_receivers
        from .receivers import sessions as receivers
        from .receivers import suspension as suspension_receivers
        from .receivers import tokens as token_receivers
        from .receivers import webhooks as webhook_receivers

        features.register()
        menu.register()
        keepers.register("accounts", AccountsKeeper())
        leavers.register("accounts", AccountsLeavers())
        sign_in_facts.register(sign_in_facts_of)
        person_panels.register("sign_in", recovery.panel)
        named_bytes.register("accounts", PhotoBytes())
        api_hooks.throttle.register(api.throttle)
        api_hooks.once.register(api.once)
        api_hooks.prove.register(require_proof)

        del (
            address_receivers,
            agency_closing_receivers,
            agency_export_receivers,
            domain_receivers,
            people_receivers,
            policy_receivers,
            receivers,
            suspension_receivers,
            token_receivers,
            webhook_receivers,
        )  # imported for their receivers alone
