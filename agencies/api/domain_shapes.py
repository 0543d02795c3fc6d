"""What goes in and out of `agencies/domains/`."""

from __future__ import annotations

from agencies.states.domains import ClaimFault, ClaimKind, ClaimState
from project.base.api import fields
from project.base.api.bodies import Body, Out


class NewDomain(Body):
    """A new domain."""

    host = fields.Text(max_length=253, help_text="Without scheme, port or path, in letters of any script.")

    example = {"host": "words.example.com"}


class RecordOut(Out):
    """The TXT record that shows whose domain it is."""

    name = fields.Text()
    value = fields.Text()


class DomainOut(Out):
    """A domain. `state` is `proved` while it leads to the agency; `fault` is what the last check found."""

    id = fields.Id()
    host = fields.Text(help_text="In ASCII, as name servers know it.")
    display_host = fields.Text(help_text="As people read it.")
    kind = fields.Choice(choices=ClaimKind.values)
    state = fields.Choice(choices=ClaimState.values)
    is_primary = fields.Flag()
    record = RecordOut(allow_null=True, help_text="null for one that needs no record.")
    fault = fields.Choice(choices=ClaimFault.values, allow_null=True)
    asked_at = fields.Moment()
    checked_at = fields.Moment(allow_null=True)
    proved_at = fields.Moment(allow_null=True)
    failing_since = fields.Moment(allow_null=True, help_text="Disconnected when this is seven days ago.")

    example = {
        "id": "k3x9m2p7qa",
        "host": "words.example.com",
        "display_host": "words.example.com",
        "kind": "own",
        "state": "asked",
        "is_primary": False,
        "record": {
            "name": "_quillhouse.words.example.com",
            "value": "quillhouse-verification=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        },
        "fault": None,
        "asked_at": "2026-03-02T09:00:00Z",
        "checked_at": None,
        "proved_at": None,
        "failing_since": None,
    }
