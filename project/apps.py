import logging

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The house itself: commands, template tags, jobs. It has no models."""

    name = "project"
    label = "project"
    verbose_name = "Quillhouse"

    def ready(self) -> None:
        from agencies.hooks.closing import archive_writer
        from project.base.converters import register_converters

        from . import checks  # noqa: F401  (registers the system check)
        from .agency_archive.writing import write_for_owners
        from .logging import Record

        logging.setLogRecordFactory(Record)
        register_converters()
        archive_writer.register(write_for_owners)
