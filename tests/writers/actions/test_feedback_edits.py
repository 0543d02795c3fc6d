"""Editing and deleting feedback, with what was said before; and its way beside a portfolio."""

from __future__ import annotations

from functools import partial

import pytest

from project.base.errors import Invalid, NotAllowed, NotVisible, Stale, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY
from tests.helpers.races import each_round, race
from tests.writers.helpers.feedback import LATER, completed, give, said
from writers.actions.feedback_contests import contest_feedback, decide_contest
from writers.actions.feedback_edits import delete_feedback, edit_feedback
from writers.actions.feedback_publication import allow_public, publish_feedback, unpublish_feedback
from writers.models import Feedback, FeedbackChange, FeedbackEvent
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db
NEXT = LATER + DAY


def client_s(cast: Cast, **facts: object) -> Feedback:
    """What Clara says of Wendell, unreleased unless told otherwise."""
    return give(cast, Direction.CLIENT_TO_WRITER, completed(cast), **facts)  # type: ignore[arg-type]


def released(cast: Cast, **facts: object) -> Feedback:
    return client_s(cast, now=LATER + 14 * DAY, **facts)


def verbs() -> list[str]:
    return list(FeedbackEvent.objects.order_by("id").values_list("verb", flat=True))


class TestEdit:
    def test_what_was_said_before_is_kept(self, cast: Cast) -> None:
        row = client_s(cast)
        new = said(ratings={"overall": 2}, improvements="Slower, please.")

        edited = edit_feedback(actor=cast.clara, feedback=row, said=new, version=1, now=NEXT)

        assert (edited.overall, edited.quality, edited.version, edited.edited_at) == (2, None, 2, NEXT)
        changes = {change.field: (change.before, change.after) for change in FeedbackChange.objects.all()}
        assert changes == {
            "overall": ("4", "2"),
            "quality": ("5", ""),
            "improvements": ("", "Slower, please."),
        }
        assert {change.by_id for change in FeedbackChange.objects.all()} == {cast.clara.member_id}

    def test_the_same_again_changes_nothing(self, cast: Cast) -> None:
        row = client_s(cast)
        edit_feedback(actor=cast.clara, feedback=row, said=said(notes="Thanks."), version=1, now=NEXT)
        edit_feedback(actor=cast.clara, feedback=row, said=said(notes="Thanks."), version=1, now=NEXT)

        assert (FeedbackChange.objects.count(), verbs()) == (1, ["give", "edit"])

    def test_an_edit_of_something_older_is_refused(self, cast: Cast) -> None:
        row = client_s(cast)
        edit_feedback(actor=cast.clara, feedback=row, said=said(notes="One."), version=1, now=NEXT)
        with pytest.raises(Stale) as refused:
            edit_feedback(actor=cast.clara, feedback=row, said=said(notes="Two."), version=1, now=NEXT)

        assert (refused.value.current.notes, refused.value.typed["notes"]) == ("One.", "Two.")

    @pytest.mark.parametrize("name", ["wendell", "edith", "sam", "max", "otto"])
    def test_by_nobody_else(self, cast: Cast, name: str) -> None:
        row = released(cast)
        with pytest.raises(NotAllowed):
            edit_feedback(actor=getattr(cast, name), feedback=row, said=said(), version=1, now=NEXT)

    def test_of_another_agency(self, cast: Cast) -> None:
        row = client_s(cast)
        row.giver_id = cast.nick.member_id
        with pytest.raises(NotVisible):
            edit_feedback(actor=cast.nick, feedback=row, said=said(notes="Mine."), version=1, now=NEXT)

    def test_not_while_it_is_contested_nor_once_that_was_upheld(self, cast: Cast) -> None:
        row = released(cast)
        edit = partial(edit_feedback, actor=cast.clara, feedback=row, said=said(notes="No."), version=1)
        contest_feedback(actor=cast.wendell, feedback=row, reason="I was never told.", now=NEXT)
        with pytest.raises(WrongState, match="contested"):
            edit(now=NEXT)
        decide_contest(actor=cast.max, feedback=row, outcome="upheld", explanation="True.", now=NEXT)
        with pytest.raises(WrongState, match="upheld"):
            edit(now=NEXT)

    @pytest.mark.parametrize(("before", "after"), [(False, True)])
    def test_what_was_open_stays_open(self, cast: Cast, before: bool, after: bool) -> None:
        row = client_s(cast, anonymous=before)
        with pytest.raises(Invalid) as refused:
            edit_feedback(actor=cast.clara, feedback=row, said=said(anonymous=after), version=1, now=NEXT)
        assert set(refused.value.errors) == {"anonymous"}

    def test_an_anonymous_one_can_be_signed_until_its_release(self, cast: Cast) -> None:
        order = completed(cast)
        row = give(cast, Direction.CLIENT_TO_EDITOR, order, anonymous=True)

        edited = edit_feedback(actor=cast.clara, feedback=row, said=said(), version=1, now=NEXT)

        assert (edited.anonymous, edited.released_at) == (False, NEXT)


class TestDelete:
    def test_everything_said_is_gone(self, cast: Cast) -> None:
        row = client_s(cast, notes="Canary")
        edit_feedback(actor=cast.clara, feedback=row, said=said(notes="Swan"), version=1, now=NEXT)

        delete_feedback(actor=cast.clara, feedback=row, now=NEXT)
        delete_feedback(actor=cast.clara, feedback=row, now=NEXT + DAY)

        row.refresh_from_db()
        assert (row.overall, row.strengths, row.notes, row.deleted_at) == (None, "", "", NEXT)
        assert not FeedbackChange.objects.exists()
        assert verbs() == ["give", "edit", "delete"]

    def test_it_can_be_given_again(self, cast: Cast) -> None:
        row = client_s(cast)
        delete_feedback(actor=cast.clara, feedback=row, now=NEXT)

        assert give(cast, Direction.CLIENT_TO_WRITER, row.order) != row

    def test_not_after_its_release(self, cast: Cast) -> None:
        row = released(cast)
        with pytest.raises(WrongState, match="already reads"):
            delete_feedback(actor=cast.clara, feedback=row, now=NEXT)

    @pytest.mark.parametrize("name", ["wendell", "edith", "sam", "max", "otto"])
    def test_by_nobody_else(self, cast: Cast, name: str) -> None:
        with pytest.raises(NotAllowed):
            delete_feedback(actor=getattr(cast, name), feedback=client_s(cast), now=NEXT)

    @pytest.mark.django_db(transaction=True)
    def test_racing_its_release(self) -> None:
        """It is either gone unread, or read and there."""
        for _round in each_round(5):
            cast = load_cast()
            row = client_s(cast)
            race(
                [
                    partial(delete_feedback, actor=cast.clara, feedback=row, now=NEXT),
                    partial(give, cast, Direction.WRITER_TO_CLIENT, row.order),
                ]
            )
            row.refresh_from_db()
            assert (row.deleted_at is None) == (row.released_at is not None)


class TestPublication:
    def test_by_management_with_the_giver_s_leave(self, cast: Cast) -> None:
        row = released(cast)
        with pytest.raises(WrongState, match="not allowed"):
            publish_feedback(actor=cast.max, feedback=row, now=NEXT)
        allow_public(actor=cast.clara, feedback=row, allowed=True, now=NEXT)
        publish_feedback(actor=cast.max, feedback=row, now=NEXT)
        publish_feedback(actor=cast.otto, feedback=row, now=NEXT)

        assert list(Feedback.objects.published()) == [row]
        assert verbs().count("publish") == 1

        allow_public(actor=cast.clara, feedback=row, allowed=False, now=NEXT)

        assert not Feedback.objects.published().exists()
        assert verbs()[-2:] == ["unpublish", "disallow"]

    @pytest.mark.parametrize("name", ["clara", "wendell", "wanda", "edith", "sam"])
    def test_by_nobody_else(self, cast: Cast, name: str) -> None:
        row = released(cast, allow_public=True)
        for act in (publish_feedback, unpublish_feedback):
            with pytest.raises(NotAllowed):
                act(actor=getattr(cast, name), feedback=row, now=NEXT)

    @pytest.mark.parametrize("direction", ["client_to_editor", "editor_to_writer", "writer_to_client"])
    def test_of_no_other_direction(self, cast: Cast, direction: str) -> None:
        with pytest.raises(NotAllowed):
            publish_feedback(actor=cast.max, feedback=give(cast, direction, completed(cast)), now=NEXT)

    def test_not_before_its_release(self, cast: Cast) -> None:
        row = client_s(cast, allow_public=True)
        with pytest.raises(WrongState, match="released"):
            publish_feedback(actor=cast.max, feedback=row, now=NEXT)

    def test_new_words_are_read_by_the_agency_first(self, cast: Cast) -> None:
        row = released(cast, allow_public=True)
        publish_feedback(actor=cast.max, feedback=row, now=NEXT)
        new = said(allow_public=True, strengths="Other.")
        edit_feedback(actor=cast.clara, feedback=row, said=new, version=1, now=NEXT)

        assert not Feedback.objects.published().exists()

    def test_not_while_it_is_contested(self, cast: Cast) -> None:
        row = released(cast, allow_public=True)
        publish_feedback(actor=cast.max, feedback=row, now=NEXT)
        contest_feedback(actor=cast.wendell, feedback=row, reason="Not mine.", now=NEXT)

        assert not Feedback.objects.published().exists()
        unpublish_feedback(actor=cast.max, feedback=row, now=NEXT)
        with pytest.raises(WrongState):
            publish_feedback(actor=cast.max, feedback=row, now=NEXT)
