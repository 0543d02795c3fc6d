from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "cohorts"
    verbose_name = _("Class orders")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.hooks import credentials
        from agencies.hooks import file_uses
        from drafts.hooks import naming

        from .models import CohortFile
        from .pages import features, menu
        from .pages.reports import ReportLinkCredentials
        from .rules.named_drafts import of_members

        features.register()
        menu.register()
        file_uses.register("cohort_files", CohortFile.objects.visible_to)
        credentials.register("report_links", ReportLinkCredentials())
        naming.register("cohorts", of_members)
