"""What can become of a delivery of a webhook, and of each attempt at it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

#: The kind of a test, which every webhook takes.
TEST = "webhook.test"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given_up", _("Failed")
    DROPPED = "dropped", _("Not sent")


class Outcome(models.TextChoices):
    """How an attempt ended; without one it still runs."""

    DELIVERED = "delivered", _("Delivered")
    STATUS = "status", _("The receiver responded with an error.")
    REDIRECT = "redirect", _("The receiver redirected the request. Redirects aren’t followed.")
    TIMEOUT = "timeout", _("The receiver took too long.")
    CONNECTION = "connection", _("The connection failed.")
    TLS = "tls", _("The receiver’s certificate isn’t valid, or TLS failed.")
    NAME = "name", _("The host name has no address.")
    ADDRESS = "address", _("The host name leads to an address that isn’t public.")
    SECRET = "secret", _("The secret can’t be read. Rotate it.")
    INTERRUPTED = "interrupted", _("Interrupted on our side.")


class SwitchedOff(models.TextChoices):
    """Why a webhook is off that no one switched off."""

    GIVEN_UP = "given_up", _("Five deliveries in a row failed.")
    FAILING = "failing", _("No attempt succeeded for three days.")
    QUESTIONED = (
        "questioned",
        _("It was created or changed in a session that its person reported as not theirs."),
    )


#: The tone of a badge.
TONES = {
    DeliveryState.WAITING: "info",
    DeliveryState.DELIVERED: "good",
    DeliveryState.GIVEN_UP: "bad",
    DeliveryState.DROPPED: "neutral",
}
