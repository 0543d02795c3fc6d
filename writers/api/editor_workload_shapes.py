"""What goes in and out of `writer-management/editor-workload/`."""

from __future__ import annotations

from project.base.api import fields
from project.base.api.bodies import Out, Versioned
from writers.states.capacity import MESSAGE_LIMIT, MOST_ACTIVE, ReasonCode

MEMBER = "k7m2qx9ab4"
MOST_KEYS = 200


class WorkloadFields(Versioned):
    """How many reviews an editor takes. What they prefer comes first in `claim-next` and when the desk
    assigns automatically; other reviews can still be assigned."""

    max_concurrent_tasks = fields.Whole(least=1, most=MOST_ACTIVE, help_text="Reviews in hand at once.")
    is_accepting_reviews = fields.Flag()
    message = fields.Text(
        max_length=MESSAGE_LIMIT, required=False, help_text="To the desk, while they accept none."
    )
    paused_until = fields.Day(
        required=False, allow_null=True, help_text="The day from which on they accept reviews again."
    )
    preferred_subjects = fields.Items(
        child=fields.Slug(), max_length=MOST_KEYS, required=False, help_text="Keys of `orders/catalog/`."
    )
    preferred_services = fields.Items(
        child=fields.Slug(), max_length=MOST_KEYS, required=False, help_text="Keys of `orders/catalog/`."
    )

    example = {
        "max_concurrent_tasks": 5,
        "is_accepting_reviews": True,
        "message": "",
        "paused_until": None,
        "preferred_subjects": [],
        "preferred_services": [],
        "version": 1,
    }


class NewWorkload(WorkloadFields):
    """The settings of an editor who has none yet: one’s own, or for management those of `editor`."""

    version = None  # type: ignore[assignment]  # a new record has none
    editor = fields.Id(required=False, help_text="Management: an editor of the agency. Else you.")

    example = {name: value for name, value in WorkloadFields.example.items() if name != "version"}


class WorkloadOut(Out):
    """What an editor has set; `id` is null while what holds for everyone holds for them."""

    id = fields.Id(allow_null=True)
    editor = fields.Id()
    max_concurrent_tasks = fields.Whole()
    is_accepting_reviews = fields.Flag()
    message = fields.Text()
    paused_until = fields.Day(allow_null=True)
    preferred_subjects = fields.Items(child=fields.Slug())
    preferred_services = fields.Items(child=fields.Slug())
    version = fields.Whole()
    updated_at = fields.Moment(allow_null=True)

    example = {
        "id": "k3x9m2p7qa",
        "editor": MEMBER,
        "max_concurrent_tasks": 5,
        "is_accepting_reviews": True,
        "message": "",
        "paused_until": None,
        "preferred_subjects": [],
        "preferred_services": [],
        "version": 1,
        "updated_at": "2026-03-02T09:00:00Z",
    }


class AgainstOut(Out):
    """One thing that speaks against giving them a review; a hard one is never overridden."""

    code = fields.Choice(choices=ReasonCode.values)
    words = fields.Text()
    hard = fields.Flag()


class WorkloadStatusOut(Out):
    """Reviews in hand, counted from orders, and what speaks against one more. `can_self_assign`: nothing
    does, so they can claim one."""

    editor = fields.Id()
    active_tasks_count = fields.Whole()
    max_concurrent_tasks = fields.Whole()
    free_slots = fields.Whole()
    can_self_assign = fields.Flag()
    reasons = AgainstOut(many=True)

    example = {
        "editor": MEMBER,
        "active_tasks_count": 5,
        "max_concurrent_tasks": 5,
        "free_slots": 0,
        "can_self_assign": False,
        "reasons": [{"code": "full", "words": "Has 5 active reviews; the limit is 5.", "hard": False}],
    }
