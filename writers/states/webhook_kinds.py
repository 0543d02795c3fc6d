"""What acts on giving orders to writers are called when webhooks are told of them (docs/webhooks.md)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Name -> what happened.
WEBHOOK_KINDS: Mapping[str, Promise] = {
    "order.acceptance_undone": _("Automatic acceptance undone"),
}
