from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "support"
    verbose_name = _("Support")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import attachments, credentials, keepers, strangers
        from agencies.hooks import WebhookKinds, file_uses, webhook_kinds
        from orders.hooks.beside import order_flags
        from orders.hooks.panels import order_panels
        from orders.hooks.search import search_kinds

        from .actions import inbound_answers
        from .models import DisputeFile, TicketFile
        from .own_data.disputes import DisputesKeeper
        from .own_data.inbound import InboundKeeper, MailSenders
        from .own_data.tickets import TicketsKeeper
        from .pages import disputes_features, disputes_verbs, features, menu
        from .pages.inbound import ReplyCredentials
        from .pages.order_panel import FLAG, SupportPanel, tickets_flag
        from .pages.quote_clock import QuoteClockPanel
        from .pages.revision_clock import RevisionClockPanel
        from .pages.search import DisputeSearch, TicketSearch
        from .receivers import disputes  # noqa: F401  (registers the signal receivers)
        from .states.disputes_words import DISPUTE_KINDS
        from .states.tickets import WEBHOOK_KINDS

        features.register()
        disputes_features.register()
        disputes_verbs.register()
        menu.register()
        keepers.register("disputes", DisputesKeeper())
        attachments.register(inbound_answers.KIND, inbound_answers.attachments)
        credentials.register("reply_addresses", ReplyCredentials())
        keepers.register("tickets", TicketsKeeper())
        file_uses.register("dispute_files", DisputeFile.objects.visible_to)
        keepers.register("inbound_mail", InboundKeeper())
        strangers.register("inbound_mail", MailSenders())
        file_uses.register("ticket_files", TicketFile.objects.visible_to)
        webhook_kinds.register("disputes", WebhookKinds(_("Disputes"), DISPUTE_KINDS))
        webhook_kinds.register("tickets", WebhookKinds(_("Tickets"), WEBHOOK_KINDS))
        order_flags.register(FLAG, tickets_flag)
        order_panels.register("revision_clock", RevisionClockPanel())
        order_panels.register("quote_clock", QuoteClockPanel())
        order_panels.register("support", SupportPanel())
        search_kinds.register("tickets", TicketSearch())
        search_kinds.register("disputes", DisputeSearch())
