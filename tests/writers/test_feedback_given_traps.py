"""The faults that systems of this kind had in giving feedback, each under its name."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from project.base.errors import NotAllowed
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.writers.helpers.feedback import LATER, completed, give, of_other_account
from writers.actions.feedback_sweeps import release_anonymous
from writers.models import Feedback
from writers.states.feedback import RATINGS, Direction

pytestmark = pytest.mark.django_db


def test_no_unique_order_from_to(cast: Cast) -> None:
    """The database itself says no to a second one."""
    row = give(cast, Direction.CLIENT_TO_WRITER, completed(cast))
    row.pk, row.public_id, row._state.adding = None, "2222222222", True

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_pair_never_took_part(cast: Cast) -> None:
    """Wanda wrote another order of the same client, not this one."""
    with pytest.raises(NotAllowed):
        give(cast, Direction.WRITER_TO_CLIENT, completed(cast), giver=cast.wanda)
    with pytest.raises(NotAllowed):
        give(cast, Direction.EDITOR_TO_WRITER, Story(cast).in_review().order)


def test_from_user_email_although_anonymous(cast: Cast) -> None:
    rows = [give(cast, Direction.CLIENT_TO_EDITOR, completed(cast), anonymous=True) for _each in range(3)]
    of_other_account(rows[2])
    release_anonymous(agency=cast.inkwell, now=LATER)

    for reader in (cast.edith, cast.sam, cast.max):
        answer = Api(reader).get("writer-management/feedback/")
        assert len(answer.results) == 3
        assert cast.clara.membership.user.email not in answer.content.decode()
        assert cast.clara.membership.public_id not in answer.content.decode()


def test_an_accidental_zero(cast: Cast) -> None:
    """What nobody chose is no rating, and the database knows none beyond 1 to 5."""
    row = give(cast, Direction.CLIENT_TO_WRITER, completed(cast), ratings={"overall": 1})
    assert [getattr(row, name) for name in RATINGS] == [1, None, None, None, None]
    for value in (0, 6):
        with pytest.raises(IntegrityError), transaction.atomic():
            Feedback.objects.filter(pk=row.pk).update(quality=value)
