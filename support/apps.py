from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "support"
    verbose_name = _("Support")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import keepers
        from agencies.hooks import WebhookKinds, webhook_kinds

        from .own_data.disputes import DisputesKeeper
        from .pages import disputes_features, disputes_verbs, features
        from .receivers import disputes  # noqa: F401  (registers the signal receivers)
        from .states.disputes_words import DISPUTE_KINDS

        features.register()
        disputes_features.register()
        disputes_verbs.register()
        keepers.register("disputes", DisputesKeeper())
        webhook_kinds.register("disputes", WebhookKinds(_("Disputes"), DISPUTE_KINDS))
