"""`/api/v1/orders/catalog/templates/`: price lists to begin from, for those who keep the catalog."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.agencies import edits_catalog
from catalog.actions.templates import things_of, use_template
from catalog.pricing.offering import current_offering
from catalog.pricing.sections import SECTIONS, text_of
from catalog.states.templates import TEMPLATES, Template
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.resource import Resource
from project.base.errors import NotVisible

from .catalog_rows import catalog_shown
from .catalog_shapes import CatalogOut

MANAGERS = only(edits_catalog)
SERVICE = {"key": "article", "name": "Article", "unit": "word", "rate": "0.24"}


class TemplateServiceOut(Out):
    key = fields.Text()
    name = fields.Text()
    unit = fields.Text(help_text="word, page, hour or item.")
    rate = fields.Precise()

    example = SERVICE


class TemplateOut(Out):
    """A price list for a kind of agency, in no currency of its own."""

    key = fields.Slug()
    label = fields.Text()
    description = fields.Text()
    services = TemplateServiceOut(many=True)

    example = {
        "key": "content-studio",
        "label": "Content studio",
        "description": "Articles, web pages, newsletters and campaigns for brands.",
        "services": [SERVICE],
    }


class TemplatesOut(Out):
    templates = TemplateOut(many=True)

    example = {"templates": [TemplateOut.example]}


class TemplateViewSet(Resource):
    """Templates of price lists."""

    lookup_field = "key"
    lookup_value_converter = "slug"

    def thing(self, key: str) -> Template:
        """The template of that key."""
        if key not in TEMPLATES:
            raise NotVisible()
        return TEMPLATES[key]

    def shown(self, thing: Template) -> dict[str, Any]:
        services = things_of(SECTIONS["services"], thing)
        return {
            "key": thing.key,
            "label": str(thing.label),
            "description": str(thing.text),
            "services": [{name: text_of(row[name]) for name in SERVICE} for row in services],
        }

    @endpoint(MANAGERS, TemplatesOut)
    def list(self, request: Any) -> Response:
        """List the templates of price lists."""
        return Response({"templates": [self.shown(template) for template in TEMPLATES.values()]})

    @endpoint(MANAGERS, TemplateOut)
    def retrieve(self, request: Any, key: str) -> Response:
        """Read a template."""
        return self.ok(self.thing(key))

    @verb("use", MANAGERS, CatalogOut, moves=True)
    def use(self, request: Any, key: str) -> Response:
        """Make a template the price list: what it lacks is archived, the tax stays. Not possible once the
        agency is open."""
        use_template(actor=self.viewer, key=self.thing(key).key, now=self.now)
        return Response(catalog_shown(current_offering(self.http.agency)))
