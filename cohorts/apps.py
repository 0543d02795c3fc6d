from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "cohorts"
    verbose_name = _("Class orders")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import credentials, keepers, strangers
        from agencies.hooks import file_uses
        from billing.hooks import payment_plans
        from drafts.hooks import naming
        from orders.hooks.moves import followers
        from orders.hooks.receivers import receiver_mail
        from writers.hooks import objections

        from . import receivers  # noqa: F401
        from .actions.assignment import ClassEditor
        from .mail.members import MemberMail
        from .models import CohortFile
        from .own_data.keeper import ClassesKeeper
        from .own_data.strangers import ClassMembers
        from .pages import features, menu
        from .pages.member_links import MemberLinks
        from .pages.reports import ReportLinkCredentials
        from .rules.assignment import against_writers
        from .rules.installments import class_plan
        from .rules.named_drafts import of_members

        features.register()
        menu.register()
        file_uses.register("cohort_files", CohortFile.objects.visible_to)
        credentials.register("report_links", ReportLinkCredentials())
        keepers.register("classes", ClassesKeeper())
        naming.register("cohorts", of_members)
        receiver_mail.register("cohorts", MemberMail())
        credentials.register("cohorts", MemberLinks())
        strangers.register("cohorts", ClassMembers())
        objections.register("cohorts", against_writers)
        payment_plans.register("cohorts", class_plan)
        followers.register("class_editor", ClassEditor())
