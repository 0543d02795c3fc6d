"""The description of the API in docs/openapi.json: compared with the program, or written anew."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from project.api.views import schema, schema_text

COPY = settings.BASE_DIR / "docs" / "openapi.json"


class Command(BaseCommand):
    help = "Compare docs/openapi.json with the API, or write it (--write). Fails on warnings of the schema."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="write docs/openapi.json anew")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        validate_schema(schema())
        if GENERATOR_STATS:
            GENERATOR_STATS.emit_summary()
            raise CommandError("The schema has warnings: see above.")
        text = schema_text()
        if write:
            COPY.write_text(text, encoding="utf-8")
        elif not COPY.exists() or COPY.read_text(encoding="utf-8") != text:
            raise CommandError("docs/openapi.json is out of date. Run: python manage.py openapi --write")
