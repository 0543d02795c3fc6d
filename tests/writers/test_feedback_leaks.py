"""An anonymous feedback tells nobody its order, its date or its giver: on no page, in no answer, mail,
notification, event that is shown, or export. Nor does what is about a client reach the client."""

from __future__ import annotations

import json
from typing import Any

import pytest

from accounts.hooks import keepers
from accounts.models import Mail, Notice
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import DAY
from tests.orders.helpers.support import url_of
from tests.writers.helpers.feedback import LATER, completed, give, of_other_account, said
from writers.actions.feedback_contests import contest_feedback, decide_contest, reply_to_feedback
from writers.actions.feedback_edits import edit_feedback
from writers.actions.feedback_sweeps import release_anonymous
from writers.models import Feedback, FeedbackEvent
from writers.states.feedback import Direction
from writers.tasks import tell_of_feedback

pytestmark = pytest.mark.django_db
RELEASED = LATER + 40 * DAY
API = "/api/v1/writer-management/feedback/"


def batch(cast: Cast) -> list[Feedback]:
    """Three of Clara's on the editor, released together; one of them was edited before."""
    rows = [
        give(cast, Direction.CLIENT_TO_EDITOR, completed(cast), anonymous=True, strengths=f"Heron {n}.")
        for n in range(3)
    ]
    new = said(anonymous=True, strengths="Heron again.")
    edit_feedback(actor=cast.clara, feedback=rows[0], said=new, version=1, now=LATER + DAY)
    of_other_account(rows[2])
    release_anonymous(agency=cast.inkwell, now=RELEASED)
    return list(Feedback.objects.order_by("pk"))


def secrets_of(cast: Cast, rows: list[Feedback]) -> list[str]:
    """What would tell whose they are."""
    dates = ["5 Mar 2026", "6 Mar 2026", "2026-03-05", "2026-03-06"]
    return [*(row.order.number for row in rows), cast.clara.membership.public_name, *dates]


def shown(cast: Cast, reader: Member, rows: list[Feedback]) -> str:
    """All that this reader can read of them."""
    html, api = browser(reader), Api(reader)
    pages = ["/editing/feedback/", "/desk/feedback/", "/desk/feedback/?state=contested"]
    pages += [f"/feedback/{row.public_id}/" for row in rows]
    calls = ["", "received/", *(f"{row.public_id}/" for row in rows)]
    calls += [f"{row.public_id}/history/" for row in rows]
    found = [html.get(page) for page in pages]
    answers = [api.get(f"writer-management/feedback/{call}") for call in calls]
    texts = [answer.content.decode() for answer in found if answer.status_code == 200]
    texts += [str(answer.headers) for answer in found]
    return "\n".join([*texts, *(f"{answer.json} {answer.headers}" for answer in answers)])


def test_nothing_tells_whose_it_is(cast: Cast) -> None:
    rows = batch(cast)
    for reader in (cast.edith, cast.sam, cast.max, cast.otto):
        text = shown(cast, reader, rows)
        assert "Heron 1." in text
        assert [secret for secret in secrets_of(cast, rows) if secret in text] == []


def test_the_order_page_does_not_show_it(cast: Cast) -> None:
    rows = batch(cast)
    for reader in (cast.edith, cast.sam, cast.max):
        html = browser(reader).get(url_of(rows[0].order)).content.decode()
        assert [row.public_id for row in rows if row.public_id in html] == []
    assert rows[0].public_id in browser(cast.clara).get(url_of(rows[0].order)).content.decode()


def test_it_is_nobody_s_but_its_giver_s_before_its_release(cast: Cast) -> None:
    row = give(cast, Direction.CLIENT_TO_EDITOR, completed(cast), anonymous=True)
    for reader in (cast.wendell, cast.edith, cast.sam, cast.max, cast.otto):
        assert browser(reader).get(f"/feedback/{row.public_id}/").status_code == 404
        assert Api(reader).get(f"writer-management/feedback/{row.public_id}/").status == 404


def test_mails_and_notifications(cast: Cast) -> None:
    rows = batch(cast)
    reply_to_feedback(actor=cast.edith, feedback=rows[1], text="Thanks.", now=RELEASED)
    contest_feedback(actor=cast.edith, feedback=rows[1], reason="No.", now=RELEASED)
    decide_contest(actor=cast.max, feedback=rows[1], outcome="dismissed", explanation="So.", now=RELEASED)
    Mail.objects.all().delete()
    Notice.objects.all().delete()
    for _twice in range(2):
        for pk in FeedbackEvent.objects.values_list("pk", flat=True):
            tell_of_feedback(event_id=pk)

    # Three releases and a decision to the editor, a reply and a decision to the client, a contest to two.
    assert Mail.objects.count() == Notice.objects.count() == 8
    text = "\n".join(
        f"{mail.subject} {mail.text} {mail.html} {mail.message_id} {mail.thread}"
        for mail in Mail.objects.exclude(recipient=cast.clara.membership.user.email)
    )
    text += "\n".join(f"{notice.words} {notice.about} {notice.path}" for notice in Notice.objects.all())
    assert [secret for secret in secrets_of(cast, rows) if secret in text] == []
    assert "Heron" not in text


def test_a_copy_of_one_s_data(cast: Cast) -> None:
    rows = batch(cast)
    parts = _export(cast.edith)
    assert "Heron 1." in parts["feedback_received"]
    text = parts["feedback_received"] + parts["feedback_given"]
    assert [secret for secret in secrets_of(cast, rows) if secret in text] == []
    assert rows[0].order.number in _export(cast.clara)["feedback_given"]


def _export(member: Member) -> dict[str, str]:
    found: dict[str, str] = {}
    for _name, keeper in keepers.items():
        for part in keeper.parts(member):
            if getattr(part, "name", "").startswith("feedback"):
                found[part.name] = json.dumps(list(part.rows), default=str)  # type: ignore[union-attr]
    return found


def test_who_gave_it_is_shown_to_management_while_it_is_contested(cast: Cast) -> None:
    rows = batch(cast)
    contest_feedback(actor=cast.edith, feedback=rows[1], reason="No.", now=RELEASED)

    def page(reader: Member) -> Any:
        return browser(reader).get(f"/feedback/{rows[1].public_id}/").content.decode()

    name = cast.clara.membership.public_name
    assert name in page(cast.max)
    assert name not in page(cast.sam)
    assert name not in page(cast.edith)
    decide_contest(actor=cast.max, feedback=rows[1], outcome="dismissed", explanation="So.", now=RELEASED)
    assert name not in page(cast.max)


def test_what_is_said_of_a_client_never_reaches_them(cast: Cast) -> None:
    row = give(cast, Direction.WRITER_TO_CLIENT, completed(cast), now=LATER + 14 * DAY, strengths="Osprey")
    clara = browser(cast.clara)
    for url in (url_of(row.order), "/orders/feedback/", f"/feedback/{row.public_id}/"):
        assert "Osprey" not in clara.get(url).content.decode()
    assert "Osprey" not in str(Api(cast.clara).get("writer-management/feedback/").json)
    assert "Osprey" not in "".join(_export(cast.clara).values())


def test_another_agency_reads_nothing(cast: Cast) -> None:
    row = give(cast, Direction.CLIENT_TO_EDITOR, completed(cast), strengths="Kestrel")
    for reader in (cast.mara, cast.nick, cast.nora, cast.wanda_northwind):
        assert browser(reader).get(f"/feedback/{row.public_id}/").status_code == 404
        assert Api(reader).get("writer-management/feedback/").results == []
