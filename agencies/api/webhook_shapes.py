"""What goes in and out of `agencies/webhooks/`."""

from __future__ import annotations

from agencies.models.webhooks import ANSWER_LIMIT, KIND_LIMIT, NAME_LIMIT, URL_LIMIT
from agencies.states.webhooks import DeliveryState, Outcome, SwitchedOff
from project.base.api import fields
from project.base.api.bodies import Out, Paged, Versioned

MOST_KINDS = 200


class Kinds(fields.Items):
    """Names of kinds."""

    def __init__(self, **options: object) -> None:
        child = fields.Key(r"[a-z_]{1,30}\.[a-z_]{1,29}")
        super().__init__(child=child, max_length=MOST_KINDS, min_length=1, **options)


class WebhookFields(Versioned):
    """What a webhook is."""

    name = fields.Text(max_length=NAME_LIMIT, help_text="The program that receives the events.")
    url = fields.Text(max_length=URL_LIMIT, help_text="Begins with https:// and is on the public internet.")
    kinds = Kinds(help_text="Of `kinds/`.")
    enabled = fields.Flag(required=False)

    example = {
        "name": "Accounting",
        "url": "https://hooks.example.com/quillhouse",
        "kinds": ["order.delivered", "invoice.issued"],
        "enabled": True,
        "version": 1,
    }


class NewWebhook(WebhookFields):
    """A new webhook."""

    version = None  # type: ignore[assignment]  # a new record has none

    example = {name: value for name, value in WebhookFields.example.items() if name != "version"}


class WebhookOut(Out):
    """A webhook. `off_reason` says why it is off when nobody switched it off."""

    id = fields.Id()
    name = fields.Text()
    url = fields.Text()
    kinds = fields.Items(child=fields.Text())
    enabled = fields.Flag()
    off_reason = fields.Choice(choices=SwitchedOff.values, allow_null=True)
    off_at = fields.Moment(allow_null=True)
    failing_since = fields.Moment(allow_null=True)
    former_secret_until = fields.Moment(
        allow_null=True, help_text="Until then, events are signed with the previous secret, too."
    )
    version = fields.Whole()
    created_at = fields.Moment()
    updated_at = fields.Moment()

    example = {
        "id": "k3x9m2p7qa",
        "name": "Accounting",
        "url": "https://hooks.example.com/quillhouse",
        "kinds": ["order.delivered", "invoice.issued"],
        "enabled": True,
        "off_reason": None,
        "off_at": None,
        "failing_since": None,
        "former_secret_until": None,
        "version": 1,
        "created_at": "2026-03-02T09:00:00Z",
        "updated_at": "2026-03-02T09:00:00Z",
    }


class SecretOut(WebhookOut):
    """A webhook with its secret, this once."""

    secret = fields.Text(help_text="Of Standard Webhooks: `whsec_` and base64.")

    example = {**WebhookOut.example, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="}


class KindOut(Out):
    kind = fields.Text()
    description = fields.Text()


class KindsOut(Out):
    """The kinds of events."""

    kinds = KindOut(many=True)

    example = {"kinds": [{"kind": "order.delivered", "description": "Order delivered to the client"}]}


class DeliveryFilters(Paged):
    state = fields.Choice(choices=DeliveryState.values, required=False)


class WebhookDeliveryOut(Out):
    """An event on its way to a webhook. `webhook_id` is the header that each attempt carries."""

    id = fields.Id()
    webhook_id = fields.Text(max_length=40)
    type = fields.Text(max_length=KIND_LIMIT)
    state = fields.Choice(choices=DeliveryState.values)
    attempts_made = fields.Whole()
    created_at = fields.Moment()
    next_attempt_at = fields.Moment(allow_null=True)
    ended_at = fields.Moment(allow_null=True)

    example = {
        "id": "m4k8x2p9qb",
        "webhook_id": "msg_0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "type": "order.delivered",
        "state": "delivered",
        "attempts_made": 1,
        "created_at": "2026-03-02T09:00:00Z",
        "next_attempt_at": None,
        "ended_at": "2026-03-02T09:00:01Z",
    }


class AttemptOut(Out):
    number = fields.Whole()
    at = fields.Moment()
    url = fields.Text(max_length=URL_LIMIT)
    outcome = fields.Choice(choices=Outcome.values, allow_null=True, help_text="null while it runs.")
    status = fields.Whole(allow_null=True, help_text="The HTTP status; null when no answer came.")
    response = fields.Text(max_length=ANSWER_LIMIT, help_text="The beginning of the answer.")
    milliseconds = fields.Whole(allow_null=True)


class DeliveryDetailOut(WebhookDeliveryOut):
    """A delivery with the body that was sent, and each attempt."""

    body = fields.Text(help_text="The signed text, as it is sent.")
    attempts = AttemptOut(many=True)

    example = {
        **WebhookDeliveryOut.example,
        "body": '{"type":"order.delivered","timestamp":"2026-03-02T09:00:00.000Z",'
        '"data":{"number":"INK-2026-00042","verb":"approve","from_state":"in_review","state":"delivered"}}',
        "attempts": [
            {
                "number": 1,
                "at": "2026-03-02T09:00:00Z",
                "url": "https://hooks.example.com/quillhouse",
                "outcome": "delivered",
                "status": 200,
                "response": "ok",
                "milliseconds": 84,
            }
        ],
    }
