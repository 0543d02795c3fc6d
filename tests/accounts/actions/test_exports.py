"""A person's copy of their data: what is in it and what is not, made once, gone in time."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.actions import exports
from accounts.actions.exports import ask_export, delete_export, make_export
from accounts.actions.profile import set_photo
from accounts.actions.sign_outs import sign_out_member
from accounts.actions.sweeps import purge_exports
from accounts.actions.tokens import make_token
from accounts.models import DataExport, Mail, Notice, User
from accounts.own_data.export_file import write_export
from accounts.own_data.keeper import path_of
from agencies.actions.people import end_membership
from agencies.models import SecurityEvent
from orders.actions import messages
from project.base.clock import now
from project.base.errors import NotVisible, TooMany
from project.base.viewer import Member
from tests.accounts.helpers.sign_ins import signs_in
from tests.helpers import pictures
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import make_draft, place_order
from tests.helpers.races import race
from tests.helpers.story import Story
from tests.orders.helpers.support import upload
from tests.quotes.helpers.quotes import sent

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """These tests list the folder of copies: no other test's may lie in it."""
    settings.MEDIA_ROOT = tmp_path


def archive(*members: Member) -> zipfile.ZipFile:
    """What the person of these memberships takes along."""
    target = io.BytesIO()
    write_export(target, user=members[0].membership.user, members=members, now=now())
    return zipfile.ZipFile(target)


def rows(pack: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(pack.read(f"{name}.json"))
    return found


def words_of(pack: zipfile.ZipFile) -> str:
    """Every byte of every file as text."""
    return "".join(pack.read(name).decode("utf-8", "replace") for name in pack.namelist())


def asked(member: Member, at: dt.datetime = START) -> DataExport:
    return ask_export(user=member.membership.user, agency=member.agency, now=at)


def made(member: Member, at: dt.datetime = START) -> DataExport:
    export = asked(member, at)
    assert make_export(export_id=export.pk, now=at)
    export.refresh_from_db()
    return export


def exported_files() -> list[str]:
    return sorted(path.name for path in (Path(settings.MEDIA_ROOT) / "exports").glob("*"))


def say(member: Member, order: Any, text: str, *, internal: bool = False, uploads: Any = ()) -> None:
    messages.post_message(
        actor=member, order=order, text=text, internal=internal, uploads=list(uploads), now=START
    )


def test_a_client_takes_profile_drafts_orders_words_and_files(cast: Cast):
    make_draft(cast.clara, title="Next one")
    story = Story(cast).answered()
    say(cast.clara, story.order, "The harbour master is away.", uploads=[upload("map.txt", b"East quay")])
    say(cast.wendell, story.order, "Then I ask the mayor.")
    sent(cast)
    signs_in(cast.clara)
    set_photo(actor=cast.clara, user=cast.clara.membership.user, upload=pictures.upload(pictures.picture()))

    pack = archive(cast.clara)

    assert rows(pack, "profile")[0]["email"] == "clara@inkwell.example"
    assert (
        rows(pack, "sessions")[0]["country"] == "GB" and rows(pack, "devices")[0]["browser"] == "Firefox 128"
    )
    assert pack.read("files/photo.webp")[8:12] == b"WEBP"
    assert "Next one" in {row["title"] for row in rows(pack, "INK/drafts")}
    order = next(row for row in rows(pack, "INK/orders") if row["number"] == story.order.number)
    assert (order["brief"], order["writer_public_name"]) == (story.order.brief, "Wendell H.")
    assert [line["kind"] for line in order["lines"]] and [text["number"] for text in order["deliveries"]] == [
        1,
        2,
    ]
    assert [point["reply"] for point in rows(pack, "INK/revisions")[0]["points"]] == [
        "Added.",
        "It is lively.",
    ]
    talk = [(row["author_public_name"], row["text"]) for row in rows(pack, "INK/conversations")]
    assert talk == [("Clara B.", "The harbour master is away."), ("Wendell H.", "Then I ask the mayor.")]
    assert rows(pack, "INK/quotes")[0]["versions"][0]["lines"]
    assert [row["kind"] for row in rows(pack, "INK/ledger")] == ["charge"]
    attached = [name for name in pack.namelist() if name.endswith("-map.txt")]
    assert len(attached) == 1 and attached[0].startswith(f"INK/files/{story.order.number}/messages/")
    assert pack.read(attached[0]) == b"East quay"


def test_every_file_is_named_in_the_readme_with_its_number_of_rows(cast: Cast):
    Story(cast).completed()

    pack = archive(cast.clara)

    readme = pack.read("README.txt").decode()
    lists = [name for name in pack.namelist() if name.endswith(".json")]
    assert len(lists) > 15
    for name in lists:
        assert f"{name} ({len(json.loads(pack.read(name)))}):" in readme


def test_amounts_keep_their_cents_and_times_are_utc(cast: Cast):
    order = place_order(cast.clara)

    row = rows(archive(cast.clara), "INK/orders")[0]

    assert row["placed_at"] == "2026-03-02T09:00:00+00:00"
    assert [line["amount"] for line in row["lines"]] == [
        format(line.amount, "f") for line in order.lines.order_by("pk")
    ]


def test_what_is_not_a_clients_is_not_in_it(cast: Cast):
    story = Story(cast).in_review()
    say(cast.max, story.order, "CANARY of the desk", internal=True)
    place_order(cast.nick, title="CANARY of Northwind")

    pack = archive(cast.clara)

    assert "CANARY" not in words_of(pack)
    assert rows(pack, "INK/orders")[0]["deliveries"] == []  # not approved yet
    assert "90.00" not in words_of(pack)  # the writer's fee


def test_a_point_still_being_answered_is_the_writers(cast: Cast):
    from orders.actions import revision_requests

    story = Story(cast).revising()
    given = {1: revision_requests.PointAnswer("done", "CANARY half a thought")}
    revision_requests.answer_points(actor=cast.wendell, revision=story.revision, answers=given, now=story.now)

    assert "CANARY" not in words_of(archive(cast.clara))


def test_a_writer_takes_own_words_and_fees_but_neither_brief_nor_price(cast: Cast):
    story = Story(cast, brief="CANARY of the client: a feature about the harbour at dusk.").completed()
    say(cast.wendell, story.order, "I come at dusk.")

    pack = archive(cast.wendell)

    assert rows(pack, "INK/my_deliveries")[0]["text"].startswith("# A quiet harbour")
    assert [row["wordings"][0]["text"] for row in rows(pack, "INK/my_messages")] == ["I come at dusk."]
    assert [row["amount"] for row in rows(pack, "INK/fees")] == ["90.00"]
    assert {row["verb"] for row in rows(pack, "INK/acts")} >= {"start", "deliver"}
    assert "CANARY" not in words_of(pack) and "INK/orders.json" not in pack.namelist()
    assert format(story.order.lines.order_by("pk").first().amount, "f") not in words_of(pack)


def test_an_editor_takes_own_reviews_without_fee_or_price(cast: Cast):
    Story(cast).completed()

    pack = archive(cast.edith)

    assert [row["verdict"] for row in rows(pack, "INK/my_reviews")] == ["approved"]
    assert [(row["role"], row["fee"]) for row in rows(pack, "INK/work")] == [("editor", None)]


def test_a_correction_is_the_editors_to_take_and_not_the_writers(cast: Cast):
    story = Story(cast).claimed().comment("Boats", "A CANARY among them").correct("# CANARY of the editor")
    story.approve()

    writer, editor = archive(cast.wendell), archive(cast.edith)

    assert "CANARY" not in words_of(writer) and rows(writer, "INK/my_corrections") == []
    assert [(row["passage"], row["version"]) for row in rows(editor, "INK/my_comments")] == [("Boats", 1)]
    assert [row["text"] for row in rows(editor, "INK/my_corrections")] == ["# CANARY of the editor"]
    assert "A quiet harbour" not in words_of(editor)
    assert [row["corrected"] for row in rows(editor, "INK/my_reviews")] == [True, False]


def test_staff_take_their_own_words_not_the_agency(cast: Cast):
    story = Story(cast, title="CANARY of a client").completed()
    say(cast.max, story.order, "Well done.")

    pack = archive(cast.max)

    assert [row["wordings"][0]["text"] for row in rows(pack, "INK/my_messages")] == ["Well done."]
    assert {row["verb"] for row in rows(pack, "INK/acts")} == {"offer"}
    assert "CANARY" not in words_of(pack)


def test_a_person_of_two_agencies_takes_one_of_them_at_its_door(cast: Cast):
    Notice.objects.create(
        agency=cast.northwind,
        user=cast.wanda.membership.user,
        kind="order",
        detail="CANARY of Northwind",
        at=START,
    )

    export = made(cast.wanda)

    with zipfile.ZipFile(path_of(export.key)) as pack:
        assert "CANARY" not in words_of(pack)
        assert not [name for name in pack.namelist() if name.startswith("NOR/")]
        assert [row["agency_name"] for row in rows(pack, "INK/membership")] == ["Inkwell"]


def test_nothing_secret_is_in_it(cast: Cast):
    from tests.accounts.helpers.factors import SECRET, has_app, has_codes

    has_app(cast.clara)
    codes = has_codes(cast.clara)
    token, raw = make_token(actor=cast.clara, name="Script", read_only=True, days=30, now=now())
    session = signs_in(cast.clara)
    user = User.objects.get(pk=cast.clara.membership.user_id)

    pack = archive(cast.clara)

    text = words_of(pack)
    assert rows(pack, "INK/access_tokens")[0]["name"] == "Script" and len(rows(pack, "second_factors")) == 2
    for secret in (SECRET, raw, token.hash, session.key, session.device.mark, user.password, *codes):
        assert secret not in text


def test_what_managers_did_about_the_sign_in_is_in_it(cast: Cast):
    from tests.accounts.helpers.resets import WHY, lost

    signs_in(cast.clara)
    sign_out_member(actor=cast.otto, member=cast.clara.membership, reason="A stolen laptop", now=now())
    lost(cast.max, cast.clara)

    ended, reset = rows(archive(cast.clara), "INK/recovery")

    assert (ended["kind"], ended["reason"], ended["sessions"]) == ("sign_out", "A stolen laptop", 1)
    assert (reset["kind"], reset["reason"], reset["became"]) == ("factor_reset", WHY, "Waiting")
    names = (cast.otto.membership.public_name, cast.max.membership.public_name)
    assert (ended["by_public_name"], reset["asked_by_public_name"]) == names


def test_a_file_that_is_missing_on_the_disk_is_named_and_stops_nothing(cast: Cast):
    story = Story(cast)
    say(cast.clara, story.order, "See here", uploads=[upload("map.txt", b"gone soon")])
    stored = story.order.messages.get().attachments.get().file
    (Path(settings.MEDIA_ROOT) / stored.path).unlink()

    pack = archive(cast.clara)

    assert "Files not found on disk:" in pack.read("README.txt").decode()
    assert "-map.txt" in pack.read("README.txt").decode()


def test_asking_twice_makes_one(cast: Cast):
    first, second = asked(cast.clara), asked(cast.clara, START + dt.timedelta(minutes=5))

    assert first.pk == second.pk
    assert SecurityEvent.objects.filter(kind="data_export_asked").count() == 1


def test_one_that_got_stuck_is_asked_for_anew_by_the_next_click(cast: Cast):
    first = asked(cast.clara)

    again = asked(cast.clara, START + exports.STUCK)

    assert again.pk == first.pk and SecurityEvent.objects.filter(kind="data_export_asked").count() == 2


def test_five_a_day(cast: Cast):
    for hour in range(5):
        made(cast.clara, START + dt.timedelta(hours=hour))

    with pytest.raises(TooMany):
        asked(cast.clara, START + dt.timedelta(hours=6))


def test_it_is_mailed_without_being_attached_and_dies_after_a_week(cast: Cast):
    export = made(cast.clara)

    mail = Mail.objects.get(kind="data_ready", recipient="clara@inkwell.example")
    assert "/account/data/" in mail.text and export.key not in mail.text + mail.html
    assert exported_files() == [f"{export.key}.zip"] and export.expires_at == START + 7 * DAY
    assert purge_exports(now=START + 7 * DAY - dt.timedelta(seconds=1)) == 0


@pytest.mark.django_db(transaction=True)
def test_its_bytes_go_with_the_link():
    export = made(load_cast().clara)

    assert purge_exports(now=START + 7 * DAY) == 1

    assert exported_files() == [] and DataExport.objects.get(pk=export.pk).gone_at
    assert purge_exports(now=START + 7 * DAY) == 0
    purge_exports(now=START + 98 * DAY)
    assert not DataExport.objects.exists()


def test_what_a_killed_worker_left_is_swept_and_what_is_being_written_is_not(cast: Cast):
    export = made(cast.clara, now())
    folder = path_of(export.key).parent
    old, fresh = folder / ".new-old", folder / ".new-fresh"
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 13 * 3600,) * 2)

    purge_exports(now=now())

    assert exported_files() == [".new-fresh", f"{export.key}.zip"]


def test_a_second_run_makes_nothing(cast: Cast):
    export = made(cast.clara)

    assert not make_export(export_id=export.pk, now=START)

    assert Mail.objects.filter(kind="data_ready").count() == 1 and len(exported_files()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one(rounds: int):
    cast = load_cast()
    for turn in range(max(2, rounds // 5)):
        export = asked(cast.clara, START + turn * DAY)

        results = race([lambda pk=export.pk: make_export(export_id=pk, now=START)] * 2)

        assert sorted(results) == [False, True]
        assert len(exported_files()) == turn + 1
    assert Mail.objects.filter(kind="data_ready").count() == turn + 1


@pytest.mark.django_db(transaction=True)
def test_what_fails_half_way_leaves_no_bytes_and_can_be_made_later(monkeypatch: pytest.MonkeyPatch):
    export = asked(load_cast().clara)
    with monkeypatch.context() as broken:
        broken.setattr(exports, "write_mail", lambda **_facts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make_export(export_id=export.pk, now=START)
    assert exported_files() == [] and DataExport.objects.waiting().exists()

    assert make_export(export_id=export.pk, now=START)


def test_whoever_has_left_takes_the_records_of_the_person_alone(cast: Cast):
    place_order(cast.clara, title="CANARY of Inkwell")
    end_membership(actor=cast.max, member=cast.clara.membership, now=now())

    export = made(cast.clara)

    with zipfile.ZipFile(path_of(export.key)) as pack:
        assert "profile.json" in pack.namelist() and "CANARY" not in words_of(pack)


@pytest.mark.django_db(transaction=True)
def test_deleting_one_removes_its_bytes_and_nobody_elses():
    cast = load_cast()
    mine, theirs = made(cast.clara), made(cast.wendell)
    user = cast.clara.membership.user

    delete_export(user=user, agency=cast.inkwell, public_id=mine.public_id, now=START)
    with pytest.raises(NotVisible):
        delete_export(user=user, agency=cast.inkwell, public_id=theirs.public_id, now=START)

    assert exported_files() == [f"{theirs.key}.zip"]
