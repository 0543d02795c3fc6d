"""What an agency can switch off, as its managers read it; and what of this app they can."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agencies.models import Agency, FeaturePlan, FeatureSwitch, Webhook, WebhookDelivery
from agencies.rules.features import is_due, switches
from agencies.states.webhooks import DeliveryState
from project.base.features import Door, Feature, counted, features, is_chosen, is_on, needing
from project.base.viewer import Viewer

#: Switches on one page, newest first.
NEWEST, NEWEST_KINDS = ("-at", "-id"), (str, int)

WEBHOOK_READS = ("webhooks", "webhook", "webhook_delivery")
WEBHOOK_ENDS = ("webhook_remove", "webhook_rotate")
WEBHOOK_SHUT = ("webhook_new", "webhook_edit", "webhook_test", "webhook_replay")


def register() -> None:
    """Called once, in ready()."""
    features.register("sign_up", SIGN_UP)
    features.register("editorial_review", EDITORIAL_REVIEW)
    features.register("webhooks", WEBHOOKS)


def webhooks_left(agency: Agency) -> list[str]:
    """What would no longer be sent."""
    hooks = Webhook.objects.filter(agency=agency, removed_at=None, enabled=True)
    waiting = WebhookDelivery.objects.filter(agency=agency, state=DeliveryState.WAITING)
    return [
        *counted(
            hooks,
            ngettext_lazy("%(count)s webhook hears of nothing.", "%(count)s webhooks hear of nothing.", "n"),
        ),
        *counted(
            waiting, ngettext_lazy("%(count)s event is not sent.", "%(count)s events are not sent.", "n")
        ),
    ]


SIGN_UP = Feature(
    label=_("Public sign-up"),
    text=_("Anyone can sign up as a client."),
    off=_("Clients join by invitation only. Those who signed up stay."),
    owners=True,
    without={
        "pages": "The sign-up page stays and says that clients come by invitation.",
        "menu": "No line of the workspace leads to it.",
        "api": "No program signs anybody up.",
        "jobs": "Nothing waits for a clock.",
        "mails": "Mails of sign-up answer a request that is refused.",
    },
)
EDITORIAL_REVIEW = Feature(
    label=_("Editorial review"),
    text=_("An editor reviews each delivery before the client sees it."),
    off=_("Deliveries go straight to the client. Those that wait for an editor are reviewed as before."),
    owners=True,
    without={
        "pages": "Reviews that were begun end there.",
        "menu": "Editors find there what still waits for them.",
        "api": "Reviews that were begun end there.",
        "jobs": "Nothing waits for a clock.",
        "mails": "Without a new review there is no mail about one.",
    },
)
WEBHOOKS = Feature(
    label=_("Webhooks"),
    text=_("Programs hear of what happens at the agency."),
    off=_("Nothing is sent to webhooks. They and their logs stay and can be read or deleted."),
    pages={
        **{f"agencies:{name}": Door.READ for name in WEBHOOK_READS},
        **{f"agencies:{name}": Door.SHUT for name in WEBHOOK_SHUT},
        **{f"agencies:{name}": Door.ENDS for name in WEBHOOK_ENDS},
    },
    api={"webhooks": Door.READ, "webhooks.destroy": Door.ENDS, "webhooks.rotate_secret": Door.ENDS},
    jobs=("agencies.send_delivery",),
    mails=("webhook_switched_off",),
    impact=webhooks_left,
)


# --- the pages ---
def versions_of(viewer: Viewer) -> dict[str, int]:
    """How often each feature was switched, of those that were: a planned switch counts from its moment on.
    One query."""
    rows = FeatureSwitch.objects.visible_to(viewer).order_by()
    found = dict(rows.values_list("feature").annotate(last=Max("number")))
    for key, _feature in features.items() if viewer.agency.planned else ():
        found[key] = found.get(key, 0) + is_due(viewer.agency, key)
    return found


def feature_rows(viewer: Viewer) -> list[dict[str, Any]]:
    """Every feature as a line of the list. One query."""
    waiting = FeaturePlan.objects.visible_to(viewer).ahead(viewer.now)
    plans = {plan.feature: plan for plan in waiting}
    return [feature_row(viewer, key, plans.get(key)) for key, _feature in features.items()]


def feature_row(viewer: Viewer, key: str, plan: FeaturePlan | None = None) -> dict[str, Any]:
    """A feature as this agency has it. `on` is what was chosen, `works` whether what it needs is on, too."""
    feature, agency = features[key], viewer.agency
    return {
        "key": key,
        "label": feature.label,
        "text": feature.text,
        "off": feature.off,
        "on": is_chosen(agency, key),
        "works": is_on(agency, key),
        "needs": [features[need].label for need in feature.needs if not is_on(agency, need)],
        "url": reverse("agencies:feature", args=[key]),
        "may": switches(viewer, key),
        "owners": feature.owners,
        "plan": plan,
    }


def impact_of(agency: Agency, key: str) -> list[str]:
    """What switching a feature off leaves behind: what is open, and which features stop with it."""
    stops = [features[other].label for other in needing(key) if is_on(agency, other)]
    told = [str(_("%(feature)s stops working, too.") % {"feature": label}) for label in stops]
    return [*features[key].impact(agency), *told]


def switches_of(viewer: Viewer, key: str = "") -> Any:
    """What was switched at the viewer's agency."""
    rows = FeatureSwitch.objects.visible_to(viewer).select_related("by", "undone_by")
    return rows.filter(feature=key) if key else rows


def label_of(key: str) -> Any:
    """What a feature is called; the key of one that this release no longer knows."""
    found = features.get(key)
    return found.label if found else key


def switch_row(viewer: Viewer, row: FeatureSwitch, version: int) -> dict[str, Any]:
    """A switch as a line. It can be undone while no other followed: it is the `version`-th."""
    undone = getattr(row, "undone_by", None)
    known = row.feature in features
    return {
        "label": label_of(row.feature),
        "on": row.on,
        "at": row.at,
        "who": row.by.public_name if row.by else "",
        "reason": row.reason,
        "planned": row.plan_id is not None,
        "undid": row.undoes_id is not None,
        "undone": undone is not None,
        "undo_url": reverse("agencies:feature_undo", args=[row.public_id])
        if known and undone is None and row.number == version and switches(viewer, row.feature)
        else "",
    }
