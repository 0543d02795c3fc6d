from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WritersConfig(AppConfig):
    name = "writers"
    verbose_name = _("Writers and editors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import credentials, keepers
        from agencies.hooks import WebhookKinds, file_uses, person_panels, webhook_kinds
        from drafts.hooks import capacity
        from orders.hooks.eligibility import eligibility, revision_eligibility
        from orders.hooks.fees import fees
        from orders.hooks.fit import fits as fits_hook

        from .models import PortfolioPhoto, SampleFile
        from .own_data.keeper import WritersKeeper
        from .pages import features, menu
        from .pages.calendar_feeds import FeedCredentials
        from .pages.capacity import person_panel
        from .pages.editor_workload import person_panel as editor_panel
        from .pages.feedback_history import person_panel as feedback_panel
        from .receivers import calendar_feeds as feed_receivers
        from .receivers import portfolios as portfolio_receivers
        from .rules.draft_capacity import earliest_deadline
        from .rules.eligibility import WriterEligibility
        from .rules.fees import WriterFees
        from .rules.fit import fits
        from .rules.revision_eligibility import explain_revisions
        from .states.webhook_kinds import WEBHOOK_KINDS

        eligibility.register(WriterEligibility())
        capacity.register(earliest_deadline)
        revision_eligibility.register(explain_revisions)
        fits_hook.register(fits)
        fees.register(WriterFees())
        keepers.register("writers", WritersKeeper())
        credentials.register("calendar_feeds", FeedCredentials())
        person_panels.register("capacity", person_panel)
        person_panels.register("editor_workload", editor_panel)
        person_panels.register("feedback", feedback_panel)
        file_uses.register("portfolio_photos", PortfolioPhoto.objects.seen_by)
        file_uses.register("sample_files", SampleFile.objects.seen_by)
        webhook_kinds.register("writers", WebhookKinds(_("Assignment"), WEBHOOK_KINDS))
        features.register()
        menu.register()
        _register_giving()
        _register_consents()
        del feed_receivers, portfolio_receivers  # imported for their receivers alone


def _register_giving() -> None:
    from orders.hooks.beside import order_flags
    from orders.hooks.moves import followers, offer_answers
    from orders.hooks.panels import order_panels
    from orders.hooks.tiles import client_tiles
    from orders.hooks.verbs import order_verbs
    from orders.hooks.words import mail_words, timeline_lines

    from .actions.auto_acceptance import AcceptanceFollower, AutoAnswers
    from .actions.feedback_moves import WindowFollower
    from .actions.feedback_points import PointsFollower
    from .actions.pool_moves import PoolFollower
    from .actions.waiting_list import WaitingListFollower
    from .mail.auto_accept import AUTO_ACCEPT, UNDONE
    from .pages.feedback_panel import FeedbackPanel, feedback_flag, people_flag
    from .pages.feedback_points_panel import PointsPanel, points_flag
    from .pages.order_panels import OverridesPanel, WaitingListPanel, flags
    from .pages.pool_panel import PoolPanel
    from .pages.tiles import ToRate
    from .pages.timeline import LINES
    from .pages.undoing import UNDO_ACCEPTANCE

    client_tiles.register("to_rate", ToRate())
    followers.register("pool", PoolFollower())
    followers.register("waiting_list", WaitingListFollower())
    followers.register("auto_acceptance", AcceptanceFollower())
    followers.register("feedback_points", PointsFollower())
    followers.register("feedback_window", WindowFollower())
    offer_answers.register("auto_accept", AutoAnswers())
    mail_words.register("auto_accept", AUTO_ACCEPT)
    mail_words.register("undo_acceptance", UNDONE)
    order_verbs.register("undo_acceptance", UNDO_ACCEPTANCE)
    for name, flag in flags().items():
        order_flags.register(name, flag)
    order_flags.register("feedback", feedback_flag)
    order_flags.register("feedback_people", people_flag)
    order_flags.register("feedback_points", points_flag)
    order_panels.register("pool", PoolPanel())
    order_panels.register("waiting_list", WaitingListPanel())
    order_panels.register("overrides", OverridesPanel())
    order_panels.register("feedback_points", PointsPanel())
    order_panels.register("feedback", FeedbackPanel())
    for verb, line in LINES.items():
        timeline_lines.register(verb, line)


def _register_consents() -> None:
    from accounts.hooks import credentials
    from orders.hooks.beside import order_flags
    from orders.hooks.panels import order_panels
    from orders.hooks.words import mail_words, timeline_lines

    from .mail.consents import WORDS
    from .pages.consents import ConsentPanel, flags
    from .pages.consents_timeline import LINES
    from .pages.sample_links import LinkCredentials

    credentials.register("sample_links", LinkCredentials())
    for name, flag in flags().items():
        order_flags.register(name, flag)
    order_panels.register("consent", ConsentPanel())
    for verb, words in WORDS.items():
        mail_words.register(verb, words)
    for verb, line in LINES.items():
        timeline_lines.register(verb, line)
