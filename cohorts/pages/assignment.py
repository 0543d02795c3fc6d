"""Writers and editor of a class, as pages and programs show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agencies.models import Membership
from cohorts.forms.assignment import AssignmentForm
from cohorts.models import Cohort, CohortEditor, CohortWriter
from cohorts.rules.assignment import Shares, shares_of

#: Rows that the form offers beyond those that are filled.
SPARE = 3


@dataclass(frozen=True)
class NamedWriter:
    """A writer of a class: how many of its orders they may have at most, and how many they have."""

    person: Membership
    share: int
    most: int
    taken: int


@dataclass(frozen=True)
class ClassHands:
    """Who writes and who reviews the orders of a class; no writers: whoever can."""

    size: int
    writers: tuple[NamedWriter, ...]
    editor: Membership | None

    @property
    def sum(self) -> int:
        """What the shares come to, in percent."""
        return sum(one.share for one in self.writers)

    @property
    def short(self) -> bool:
        """Whether the shares leave orders that nobody could be given: a writer has left."""
        return bool(self.writers) and self.sum < 100


def hands_of(cohort: Cohort) -> ClassHands:
    """Five queries."""
    own = {"agency_id": cohort.agency_id, "cohort": cohort}
    found = shares_of(cohort.agency_id, [cohort.pk]).get(cohort.pk, Shares(0, {}, {}))
    rows = CohortWriter.objects.filter(**own).select_related("writer")
    editor = CohortEditor.objects.filter(**own).select_related("editor").first()
    writers = tuple(
        NamedWriter(row.writer, row.share, found.most(row.writer_id), found.taken.get(row.writer_id, 0))
        for row in rows
    )
    return ClassHands(found.size, writers, editor.editor if editor else None)


def people_of(cohort: Cohort) -> tuple[list[Membership], list[Membership]]:
    """The writers and the editors of the agency by name, suspended ones among them. Two queries."""
    rows = Membership.objects.belonging().filter(agency_id=cohort.agency_id)
    everybody = rows.order_by("public_name", "pk")
    return list(everybody.with_role("writer")), list(everybody.with_role("editor"))


def initial_of(hands: ClassHands) -> dict[str, Any]:
    """What the form shows at first."""
    found: dict[str, Any] = {"editor": hands.editor.public_id if hands.editor else ""}
    for at, one in enumerate(hands.writers):
        found |= {f"writer-{at}": one.person.public_id, f"share-{at}": one.share}
    return found


def assignment_page(cohort: Cohort, form: AssignmentForm, hands: ClassHands) -> dict[str, Any]:
    """The form, with what each writer has below their row."""
    known = {one.person.public_id: one for one in hands.writers}
    filled = [pair for pair in form.pairs if pair[0].value() or pair[1].value()]
    empty = [pair for pair in form.pairs if pair not in filled][:SPARE]
    rows = [
        {"writer": writer, "share": share, "has": known.get(writer.value())}
        for writer, share in (*filled, *empty)
    ]
    return {"cohort": cohort, "form": form, "hands": hands, "rows": rows}
