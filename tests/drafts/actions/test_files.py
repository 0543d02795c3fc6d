"""Files of drafts: all or none, once per agency, and no longer changed when the draft is an order."""

from __future__ import annotations

from functools import partial

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from drafts.actions import files
from drafts.models import DraftFile, OrderDraft
from orders.actions import placing
from project.base.errors import Invalid, NotAllowed, WrongState
from project.base.viewer import Member
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import HOUR, make_draft, seen_price
from tests.helpers.races import kinds, race
from tests.orders.helpers.support import draft_url, upload

pytestmark = pytest.mark.django_db


def attach(member: Member, draft: OrderDraft, *uploads: SimpleUploadedFile) -> list[DraftFile]:
    return files.attach_to_draft(actor=member, draft=draft, uploads=uploads or [upload()], now=START)


def test_files_all_or_none(cast: Cast) -> None:
    draft = make_draft(cast.clara)

    with pytest.raises(Invalid) as refusal:
        attach(cast.clara, draft, upload(), upload("bad.exe", b"MZ\x00\x01"), upload("empty.txt", b""))

    assert [text.split(":")[0] for text in refusal.value.errors["files"]] == ["bad.exe", "empty.txt"]
    assert not draft.attachments.exists()


def test_a_file_with_the_same_bytes_is_stored_once(cast: Cast) -> None:
    draft = make_draft(cast.clara)

    first, second = attach(cast.clara, draft, upload("a.txt"), upload("b.txt"))

    assert (first.file, first.name, second.name) == (second.file, "a.txt", "b.txt")


def test_the_same_bytes_in_two_agencies_are_two_files(cast: Cast) -> None:
    (ours,) = attach(cast.clara, make_draft(cast.clara))
    (theirs,) = attach(cast.nick, make_draft(cast.nick))

    assert ours.file != theirs.file
    assert ours.file.sha256 == theirs.file.sha256


def test_a_draft_holds_twenty_files(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    attach(cast.clara, draft, *[upload(f"{number}.txt") for number in range(20)])

    with pytest.raises(Invalid) as refusal:
        attach(cast.clara, draft)

    assert refusal.value.errors == {"files": ["A draft can have at most 20 files."]}


def test_files_of_what_became_an_order_stay(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    (attachment,) = attach(cast.clara, draft)
    seen = seen_price(cast.clara, draft, START)
    placing.convert_draft(actor=cast.clara, draft=draft, seen=seen, now=START)

    with pytest.raises(WrongState):
        attach(cast.clara, draft)
    with pytest.raises(WrongState):
        files.remove_attachment(actor=cast.clara, attachment=attachment, now=START)


@pytest.mark.parametrize("name", ["nick", "wendell", "edith", "sam", "max", "otto", "mara"])
def test_only_who_may_edit_the_draft_takes_its_files_away(cast: Cast, name: str) -> None:
    draft = make_draft(cast.clara)
    (attachment,) = attach(cast.clara, draft)

    with pytest.raises(NotAllowed):
        files.remove_attachment(actor=getattr(cast, name), attachment=attachment, now=START)

    assert draft.attachments.get() == attachment


def test_only_files_of_drafts_are_taken_away(cast: Cast) -> None:
    """What an order shows is a row of its own: by the draft, it is neither found nor lost."""
    draft = make_draft(cast.clara)
    attach(cast.clara, draft)
    seen = seen_price(cast.clara, draft, START)
    order = placing.convert_draft(actor=cast.clara, draft=draft, seen=seen, now=START)
    use = order.attachments.get()

    answer = browser(cast.clara).post(draft_url(draft, f"files/{use.public_id}/remove/"))

    assert answer.status_code == 302 and not DraftFile.objects.filter(public_id=use.public_id).exists()
    assert order.attachments.get() == use


def test_taking_a_file_away_twice(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    (attachment,) = attach(cast.clara, draft)

    files.remove_attachment(actor=cast.clara, attachment=attachment, now=START)
    files.remove_attachment(actor=cast.clara, attachment=attachment, now=START)

    assert not draft.attachments.exists()


def test_taking_a_file_away_is_undone_once(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    (attachment,) = attach(cast.clara, draft)
    token = files.undo_token(attachment)
    files.remove_attachment(actor=cast.clara, attachment=attachment, now=START)

    for _click in range(2):
        back = files.bring_back(actor=cast.clara, draft=draft, token=token, now=START)

    assert draft.attachments.get() == back
    assert (back.file_id, back.name) == (attachment.file_id, attachment.name)


def test_what_undoes_a_removal_works_for_its_draft_and_its_time_alone(cast: Cast) -> None:
    draft, other = make_draft(cast.clara), make_draft(cast.clara)
    (attachment,) = attach(cast.clara, draft)
    with time_machine.travel(START, tick=False):
        token = files.undo_token(attachment)
    files.remove_attachment(actor=cast.clara, attachment=attachment, now=START)

    with time_machine.travel(START, tick=False):
        assert files.name_in(token, draft) == attachment.name
        for where, sent in ((other, token), (draft, token[:-2] + "xx"), (draft, "")):
            with pytest.raises(Invalid):
                files.bring_back(actor=cast.clara, draft=where, token=sent, now=START)
    with time_machine.travel(START + files.UNDO + HOUR, tick=False), pytest.raises(Invalid):
        files.bring_back(actor=cast.clara, draft=draft, token=token, now=START)
    with pytest.raises(NotAllowed):
        files.bring_back(actor=cast.nick, draft=draft, token=token, now=START)


@pytest.mark.django_db(transaction=True)
def test_the_same_files_in_another_order_at_the_same_time(rounds: int) -> None:
    """Two transactions that insert the same rows in opposite order would wait for each other."""
    cast = load_cast()
    mine, other = make_draft(cast.clara), make_draft(cast.clara)
    for number in range(rounds):
        texts = [f"text {number} {part}".encode() for part in range(4)]
        runs = []
        for draft, order in ((mine, texts), (other, texts[::-1])):
            uploads = [SimpleUploadedFile(f"{at}.txt", text) for at, text in enumerate(order)]
            runs.append(partial(attach, cast.clara, draft, *uploads))

        assert kinds(race(runs)) == {"list": 2}

        for draft in (mine, other):
            draft.attachments.all().delete()
