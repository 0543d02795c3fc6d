from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftsConfig(AppConfig):
    name = "drafts"
    verbose_name = _("Drafts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from agencies.hooks import file_uses

        from .models import DraftFile
        from .pages import menu

        menu.register()
        file_uses.register("drafts", DraftFile.objects.visible_to)
