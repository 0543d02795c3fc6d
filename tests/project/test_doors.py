"""Every address x everybody -> status, by the table of doors.py: what is posted here, what is opened in
test_every_page.py. A new address without a row fails test_no_door_is_missing."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.actions.addresses import ask_email_change, hash_of
from accounts.actions.backup_addresses import ask_backup
from accounts.actions.exports import ask_export
from accounts.actions.profile import set_photo
from accounts.actions.tokens import make_token
from accounts.models import BackupAddress, EmailChange
from accounts.rules.disown_links import token_of as disown_token
from accounts.rules.factor_reset_links import link_of as link_of_reset
from accounts.rules.login_alert_links import link_of
from agencies.actions.invitations import issue
from agencies.actions.webhook_deliveries import send_test
from agencies.actions.working_hours import add_holiday
from analytics.rules.boards import BOARDS
from analytics.states.metrics import Board
from billing.actions.invoices import issue_invoice, save_letterhead
from clients.actions.colleagues import invite_colleague
from clients.actions.contacts import add_contact
from clients.actions.notes import write_note
from clients.models import ClientAccount
from drafts.actions import files
from drafts.actions.presets import create_preset
from orders.actions.messages import post_message
from orders.models import Attachment
from project.base import access, clock
from project.base.viewer import Member
from quotes.rules.quote_links import token_of
from tests.accounts.helpers.factors import stored_passkey
from tests.accounts.helpers.resets import lost
from tests.accounts.helpers.sign_ins import sign_in_again
from tests.agencies.helpers.agency_exports import ready as ready_export
from tests.agencies.helpers.branding import legal_in_force, published, with_picture
from tests.agencies.helpers.domains import asked as asked_domain
from tests.agencies.helpers.features import feature_doors
from tests.agencies.helpers.imports import imported, uploaded
from tests.agencies.helpers.receivers import make_webhook
from tests.analytics.helpers.reports import report_doors
from tests.cohorts.helpers.classes import begun
from tests.cohorts.helpers.doors import class_doors
from tests.cohorts.helpers.member_links import member_link_doors
from tests.helpers.capacity import away
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, SELLER, account_of, make_draft, place_order
from tests.helpers.pictures import picture
from tests.helpers.stages import scene_with_sessions
from tests.helpers.story import Story
from tests.quotes.helpers import quote_pages
from tests.support.helpers.disputes import dispute_doors
from tests.support.helpers.inbound import addressed
from tests.support.helpers.sla_policies import policy_doors
from tests.support.helpers.tickets import kept_reply
from tests.support.helpers.tickets import opened as opened_ticket
from tests.writers.helpers.auto_accept import rule
from tests.writers.helpers.consents import asked_consent, sample_doors
from tests.writers.helpers.feedback import give, shown_point
from tests.writers.helpers.pool import put
from tests.writers.helpers.portfolios import editor_doors, public_doors
from tests.writers.helpers.rates import stored_rates
from tests.writers.helpers.reviews import saved_comment, stored_rubric
from writers.actions.calendar_feeds import make_feed
from writers.rules.consents import key_of

from .helpers.doors import GET, PEOPLE, POST
from .helpers.undoing import undoing
from .test_belonging import methods

pytestmark = pytest.mark.django_db

DOORS = {"get": GET, "post": POST}
#: All doors at once take so long that everybody else would wait for them at the end.
PARTS = 4
NORTHWIND = PEOPLE[2:5]
#: The name of an address, and its view.
Door = tuple[str, Any]


@scene_with_sessions
def scene(cast: Cast) -> dict[str, dict[str, Any]]:
    """The arguments of every address, by the names that the address gives them."""
    # Of these days: the review window of its delivery is open.
    story = Story(cast, now=clock.now().replace(microsecond=0) - 2 * DAY).answered()
    draft = make_draft(cast.clara)
    upload = SimpleUploadedFile("notes.txt", b"Notes")
    (attachment,) = files.attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload], now=story.now)
    invitation, token = issue(
        agency=cast.inkwell,
        email="new@inkwell.example",
        roles=["writer"],
        by=cast.max.membership,
        now=clock.now(),
    )
    order = {"number": story.order.number}
    message = post_message(actor=cast.clara, order=story.order, internal=False, text="Hello", now=story.now)
    save_letterhead(actor=cast.max, fields=SELLER)
    # Overdue, so that reminders can be sent.
    invoice = issue_invoice(actor=cast.max, order=story.order, now=story.now - 60 * DAY)
    delivery_file = Attachment.objects.create(
        agency=cast.inkwell,
        file=attachment.file,
        name="text.md",
        delivery=story.order.deliveries.earliest("number"),
        added_by=cast.wendell.membership,
        added_at=story.now,
    )
    account = account_of(cast.clara)
    asked = invite_colleague(
        actor=cast.clara, account=account, email="new@kettle.example", role="reader", now=clock.now()
    ).invitation
    webhook, _secret = make_webhook(cast.max, "https://hooks.example.com/in")
    one = {"public_id": webhook.public_id}
    drafted = {"public_id": imported(cast.max, "Name,Price\nAtlas,5\n", "catalog").public_id}
    moved_in = {"public_id": uploaded(cast.max, "Company\nHarbour Ltd\n", now=clock.now()).public_id}
    sent = send_test(actor=cast.max, webhook=webhook, now=clock.now())
    holiday = add_holiday(actor=cast.max, day=dt.date(2026, 12, 26), name="Boxing Day")
    own = {"public_id": account.public_id}
    signed_in = sign_in_again(cast.clara)
    preset = create_preset(
        actor=cast.clara, account=account, fields={"name": "Letters"}, styles=[], now=story.now
    )
    quote = quote_pages.sent(cast)
    link = {"token": token_of(quote)}
    key, _raw = make_token(actor=cast.clara, name="Script", read_only=True, days=30, now=clock.now())
    me = cast.clara.membership.user
    photo = set_photo(actor=cast.clara, user=me, upload=SimpleUploadedFile("me.jpg", picture())).photo
    moved = ask_email_change(agency=cast.inkwell, user=me, email="clara@new.example", now=clock.now())
    EmailChange.objects.filter(pk=moved.pk).update(token_hash=hash_of("link"))
    reset = lost(cast.max, cast.edith)
    second = ask_backup(agency=cast.inkwell, user=me, email="clara@second.example", now=clock.now())
    BackupAddress.objects.filter(pk=second.pk).update(token_hash=hash_of("link"))
    pooled = put(cast, place_order(cast.clara, now=clock.now()), now=clock.now())
    entry = {"public_id": pooled.public_id}
    own_rule = {"public_id": rule(cast.wendell).public_id}
    edited = editor_doors(cast)
    return {
        "writers:saved_comments": {},
        **class_doors(cast),
        **dispute_doors(cast),
        **member_link_doors(cast, clock.now() - DAY),
        **_of_support(cast),
        **feature_doors(cast),
        **_of_editing(cast),
        "writers:pool": {},
        "analytics:boards": {},
        **figure_doors(cast),
        **report_doors(cast),
        **{f"writers:pool_{verb}": entry for verb in ("entry", "take", "interest", "leave")},
        **{f"writers:pool_{verb}": order for verb in ("put", "withdraw")},
        **{f"writers:auto_accept_{verb}": own_rule for verb in ("rule", "switch", "delete")},
        "writers:auto_accept": {},
        "writers:auto_accept_new": {},
        "writers:undo_acceptance": order,
        "writers:waiting_list": order,
        **{f"writers:{name}": order for name in ("consent", "consent_ask", "consent_withdraw")},
        **{f"writers:{name}": order for name in ("nda_set", "nda_lift")},
        **sample_doors(cast, edited["writers:portfolio_sample"]["public_id"]),
        "writers:consent_link": {"key": key_of(asked_consent(cast, story))},
        "factor_reset": {},
        "factor_reset_stop": {"token": link_of_reset(reset).rstrip("/").rsplit("/", 1)[1]},
        "desk_factor_reset": {"public_id": cast.edith.membership.public_id},
        "desk_sign_out": {"public_id": cast.wanda.membership.public_id},
        "account_email": {},
        "account_email_confirm": {"token": "link"},
        "account_backup": {},
        "account_backup_confirm": {"token": "link"},
        "account_photo": {"key": photo},
        "account_photo_set": {},
        "account_photo_remove": {},
        "account_token_revoke": {"public_id": key.public_id},
        "catalog:services": {},
        "catalog:service": {"slug": "article"},
        "catalog:catalog_edit": {"part": "services"},
        "catalog:catalog_version": {"version": 1},
        "catalog:catalog_take_back": {"version": 1},
        **{f"catalog:catalog_draft{name}": drafted for name in ("", "_publish", "_discard")},
        **_of_clients(cast, own),
        "clients:accounts": {},
        "clients:account_again": {**own, "invitation": asked.public_id},
        "clients:account_withdraw": {**own, "invitation": asked.public_id},
        "clients:account_role": {**own, "person": cast.clara.membership.public_id},
        "clients:account_remove": {**own, "person": cast.clara.membership.public_id},
        "clients:account": own,
        "clients:style_guide": own,
        "drafts:draft_file_remove": {"public_id": draft.public_id, "file_id": attachment.public_id},
        "drafts:draft_capacity": {"public_id": draft.public_id},
        "drafts:draft": {"public_id": draft.public_id},
        "orders:draft_place": {"public_id": draft.public_id},
        "agencies:file": {"public_id": delivery_file.public_id},
        "orders:order_offer_withdraw": {**order, "writer": cast.wendell.membership.public_id},
        "orders:order_delivery": {**order, "version": 1},
        "orders:order_download": {**order, "version": 1},
        "orders:order_print": {**order, "version": 1},
        "orders:order_answers": {**order, "round_number": 1},
        "orders:revision": {**order, "round_number": 1},
        "writers:review": order,
        **_of_rates(cast),
        **public_doors(cast, attachment.file),
        **edited,
        "writers:portfolio_from_order": order,
        **_of_capacity(cast),
        **_of_feedback(cast, story),
        "drafts:presets": {},
        "drafts:preset_new": {},
        "drafts:preset": {"public_id": preset.public_id},
        "drafts:draft_preset": {"public_id": draft.public_id, "preset_id": preset.public_id},
        "clients:favourites": {},
        "clients:favourite_remove": {"writer": cast.wendell.membership.public_id},
        "orders:revision_figures": {},
        "orders:revision_policy": {},
        "orders:change": {**order, "round_number": 1},
        "orders:order_message": {**order, "message": message.public_id},
        "orders:order_messages": order,
        "orders:order_history": order,
        "orders:order": order,
        "orders:order_favourite": order,
        "billing:invoice": {"number": invoice.number},
        "billing:order_invoice": order,
        "billing:payment_code": order,
        "billing:send": {"number": invoice.number},
        "billing:billing": {"public_id": story.order.account.public_id},
        **{
            f"billing:reminder{name}": {"number": invoice.number}
            for name in ("s", "_send", "_mark", "_unmark")
        },
        "billing:reminder_exempt": {"public_id": story.order.account.public_id},
        **{
            f"billing:statement{name}": {"public_id": story.order.account.public_id}
            for name in ("", "_document", "_export")
        },
        "agencies:invitation_withdraw": {"public_id": invitation.public_id},
        "agencies:holiday_remove": {"public_id": holiday.public_id},
        "agencies:domain": {"public_id": asked_domain(cast.otto).public_id},
        "agencies:domain_new": {},
        "agencies:exports": {},
        "agencies:close": {},
        "agencies:export_ask": {},
        "agencies:export": {"public_id": ready_export(cast.otto, clock.now()).public_id},
        "agencies:webhook": one,
        **{f"agencies:import{name}": moved_in for name in ("", "_faults", "_start", "_undo", "_discard")},
        "agencies:webhook_new": {},
        "agencies:webhook_delivery": {**one, "delivery_id": sent.public_id},
        "agencies:webhook_replay": {**one, "delivery_id": sent.public_id},
        "writers:workload": {},
        "writers:desk_workload": {"public_id": cast.edith.membership.public_id},
        "orders:review_desk": {},
        "agencies:person": {"public_id": cast.wanda.membership.public_id},
        "agencies:hint_dismiss": {"key": "client"},
        "account_passkey": {"public_id": stored_passkey(cast.clara).data["public_id"]},
        "account_passkey_add": {},
        "account_passkey_sign_in": {},
        "account_export_ask": {},
        "account_export": {
            "public_id": ask_export(
                user=cast.clara.membership.user, agency=cast.inkwell, now=clock.now()
            ).public_id
        },
        "account_session": {"public_id": signed_in.public_id},
        "account_device": {"public_id": signed_in.device.public_id},
        "account_notice_read": {"public_id": "abcdefgh23"},
        "account_alert": {"public_id": signed_in.alert.public_id},
        "login_alert": {"token": link_of(signed_in.alert).rstrip("/").rsplit("/", 1)[1]},
        "disown": {"token": disown_token(signed_in.public_id)},
        "brand": {"version": 1},
        **_of_branding(cast),
        "invitation": {"token": token},
        "mails": {},
        "mail": {"name": "20260302-090000-1", "place": 0},
        "account_confirm_email": {"key": "no-such-key"},
        "account_reset_password_from_key_done": {},
        "drafts:draft_new": {},
        "drafts:draft_from_price": {},
        "quotes:quotes": {},
        "quotes:quote": {"number": quote.number},
        "quotes:quote_new": {},
        "quotes:quote_settings": {},
        "quotes:quote_ask": {"public_id": draft.public_id},
        "quotes:quote_link": link,
        "quotes:quote_answer": {**link, "answer": "acceptance"},
        "quotes:quote_code": {**link, "answer": "acceptance"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
    }


def _of_branding(cast: Cast) -> dict[str, dict[str, Any]]:
    """Inkwell shows a logo, and so had a look before."""
    with_picture(cast.otto)
    brand = published(cast.otto)
    which, terms = {"which": "logo"}, {"kind": legal_in_force(cast.otto).kind}
    return {
        "legal": terms,
        "legal_version": {**terms, "number": 1},
        "agencies:legal": terms,
        "agencies:legal_publish": terms,
        "agencies:legal_withdraw": terms,
        "agencies:legal_restore": {**terms, "number": 1},
        "brand_picture": {**which, "version": brand.version},
        "brand_preview": {"kind": "page"},
        "brand_preview_mail": {},
        "brand_preview_pdf": {"kind": "quote"},
        "agencies:brand_file": {"public_id": brand.logo.public_id},
        "agencies:brand_picture_set": which,
        "agencies:brand_picture_remove": which,
        "agencies:brand_restore": {"number": 1},
    }


def _of_feedback(cast: Cast, story: Story) -> dict[str, dict[str, Any]]:
    """What Clara says of the editor, and a point of the editor's for Wendell."""
    facts: Any = {"order": story.order, "now": clock.now()}
    row = give(cast, "client_to_editor", **facts)
    point = shown_point(give(cast, "editor_to_writer", **facts))
    return {
        "writers:feedback": {"public_id": row.public_id},
        "writers:feedback_history": {},
        "writers:desk_feedback_history": {"public_id": cast.wendell.membership.public_id},
        "writers:feedback_give": {"number": story.order.number, "direction": "client_to_writer"},
        "writers:feedback_point_mark": {"public_id": point.public_id},
    }


def _of_capacity(cast: Cast) -> dict[str, dict[str, Any]]:
    feed, key = make_feed(actor=cast.wendell, name="Phone", now=clock.now())
    writer = {"public_id": cast.wendell.membership.public_id}
    return {
        "writers:desk_capacity": writer,
        "writers:desk_blackouts": writer,
        "writers:calendar_feeds": {},
        "writers:calendar_feed_revoke": {"public_id": feed.public_id},
        "writers:calendar_feed": {"key": key},
        "writers:capacity_reset": writer,
        "writers:blackout": {"public_id": away(cast.wendell, clock.now().date()).public_id},
    }


def figure_doors(cast: Cast) -> dict[str, dict[str, Any]]:
    """Boards, the rows behind a number, and their files."""
    about: dict[str, dict[str, Any]] = {
        Board.WRITERS: {"public_id": cast.wendell.membership.public_id},
        Board.CLASS: {"public_id": begun(cast).public_id},
    }
    keys = {
        Board.WRITER: "completed",
        Board.WRITERS: "completed",
        Board.EDITOR: "reviews",
        Board.CLASS: "members",
    }
    found = {}
    for board in BOARDS:
        of = about.get(board, {})
        key = keys.get(board, "placed")
        parts: dict[str, dict[str, Any]] = {"": {}, "_rows": {"name": key}, "_file": {"kind": "csv"}}
        parts["_rows_file"] = {"name": key, "kind": "csv"}
        found |= {f"analytics:{board}{name}": {**of, **given} for name, given in parts.items()}
    return found


def _of_support(cast: Cast) -> dict[str, dict[str, Any]]:
    asked = opened_ticket(cast, now=clock.now())
    ticket = {"number": asked.number}
    lists = ("tickets", "ticket_new", "queue", "inbound_mails", "reply_addresses")
    lists += ("reports", "report_tickets", "report_csv", "breaches", "breach_csv")
    return {
        **{f"support:{name}": {} for name in lists},
        "support:reply_address_revoke": {"public_id": addressed(asked).public_id},
        **{
            f"support:ticket{name}": ticket
            for name in ("", "_say", "_note", "_handle", "_press", "_acknowledge")
        },
        **policy_doors(cast),
        **{f"support:ticket_{name}": ticket for name in ("watch", "unwatch", "merge")},
        **{f"support:ticket_{name}": ticket for name in ("answering", "explain")},
        "support:tickets_several": {},
        **{f"support:ticket_{name}": ticket for name in ("tags", "snooze", "wake", "insert", "rate")},
        **{f"support:{name}": {} for name in ("replies", "reply_new")},
        **{
            f"support:{name}": {"public_id": kept_reply(cast).public_id} for name in ("reply", "reply_remove")
        },
    }


def _of_editing(cast: Cast) -> dict[str, dict[str, Any]]:
    saved = {"public_id": saved_comment(cast).public_id}
    rubric = {"public_id": stored_rubric(cast).public_id}
    return {
        "writers:saved_comment": saved,
        "writers:saved_comment_delete": saved,
        "writers:rubrics": {},
        "writers:rubric_general": {},
        "writers:rubric_service": {"slug": "article"},
        "writers:rubric": rubric,
        "writers:rubric_archive": rubric,
    }


def _of_rates(cast: Cast) -> dict[str, dict[str, Any]]:
    rates, month, person = (
        stored_rates(cast),
        {"month": "2026-03"},
        {"public_id": cast.wanda.membership.public_id},
    )
    own = {f"writers:earnings_{part}": month for part in ("month", "csv", "pdf")}
    of_person = {f"writers:person_earnings_{part}": {**person, **month} for part in ("month", "csv", "pdf")}
    return {
        "writers:rate_remove": {"public_id": rates.rate.public_id},
        "writers:level": {"public_id": rates.level.public_id},
        "writers:level_new": {},
        "writers:level_people": {},
        "writers:level_person": person,
        "writers:held_remove": {"public_id": rates.held.public_id},
        "writers:earnings": {},
        **own,
        "writers:all_earnings_csv": month,
        "writers:person_earnings": person,
        **of_person,
    }


def address(name: str, arguments: dict[str, dict[str, Any]]) -> str:
    """The address of a name: with its own arguments, or those of the longest name that it begins with."""
    fitting = [known for known in arguments if name == known or (name.startswith(f"{known}_"))]
    return reverse(name, kwargs=arguments[max(fitting, key=len)] if fitting else {})


def visitor(name: str, cast: Cast) -> Client:
    if name == "anonymous":
        return browser(None, cast.inkwell)
    if name == "stranger":
        return browser(Member(cast.inkwell, membership=cast.mara.membership), cast.inkwell)
    return browser(getattr(cast, name))


@pytest.mark.parametrize("part", range(PARTS))
def test_whose_form_is_taken(cast: Cast, part: int) -> None:
    """Every address as everybody posts to it, empty. What they get when they open it, and what is true of
    every page, is asked in test_every_page.py."""
    arguments = scene(cast)
    table = {name: row for row, group in POST.items() for name in group}
    visitors = {person: visitor(person, cast) for person in PEOPLE}

    found, wanted = {}, {}
    with undoing() as undone:
        for turn, (name, view) in enumerate(part_of(names(get_resolver().url_patterns), part)):
            path, answers = address(name, arguments), dict(zip(PEOPLE, table[name].split(), strict=True))
            wanted[name] = {
                person: answers[person] for person in who_visits(view, answers, cast, turn, "POST")
            }
            found[name] = {
                person: str(undone(visitors[person], lambda client, path=path: client.post(path)).status_code)
                for person in wanted[name]
            }

    assert len(found) > 100
    assert found == wanted


def part_of(doors: Iterable[Door], part: int) -> list[Door]:
    """Every PARTS-th of the doors."""
    return [door for place, door in enumerate(doors) if place % PARTS == part]


def who_visits(view: Any, answers: dict[str, str], cast: Cast, turn: int, method: str) -> list[str]:
    """Who opens a door: everybody, where the view is for some members or looks at what is theirs.

    Whom the statement of the view refuses, and whoever comes with a method that it does not take, never gets
    as far as the view: there is one gate and one decorator, which ask that statement. So the statement is
    asked here; and of those whom it refuses, as the table says that they are, one is sent to the door,
    another one at the next. A gate that lets one of them in is met at every few doors; a statement that lets
    in whom it should refuse has them all sent.

    Those of Northwind who find nothing post in turn: that they see no row of Inkwell is one rule of the row,
    for every door to it; and all of them open its pages.

    A view that states that it is for anybody, or for whoever is signed in, asks for nobody's role: then it is
    both who are no members, and of the members the first and the last who get an answer of each kind."""
    refused = [person for person in PEOPLE if is_refused(view, person, answers[person], cast)]
    inside = [person for person in PEOPLE if person not in refused]
    chosen = {one_of(refused, turn + len(method))} if refused else set()
    if not takes(view, method):
        chosen |= {one_of(kind, turn) for kind in by_answer(inside, answers)}
    elif view.access == access.MEMBER:
        strangers = [person for person in inside if person in NORTHWIND and answers[person] == "404"]
        others = [person for person in inside if person not in strangers or method == "GET"]
        chosen |= {*others, *([one_of(strangers, turn)] if strangers else [])}
    else:
        kinds = by_answer([person for person in inside if person not in PEOPLE[:2]], answers)
        chosen |= {*PEOPLE[:2], *(person for kind in kinds for person in (kind[0], kind[-1]))}
    return [person for person in PEOPLE if person in chosen]


def is_refused(view: Any, person: str, answer: str, cast: Cast) -> bool:
    """Whether the statement refuses somebody, as the table says."""
    if person == "anonymous":
        return view.access != access.PUBLIC and answer == "302"
    if person == "stranger":
        return view.access == access.MEMBER and answer == "302"
    right = view.access_right
    return right is not None and answer == "403" and not right(getattr(cast, person))


def takes(view: Any, method: str) -> bool:
    return method in methods(view) or not methods(view)


def by_answer(people: list[str], answers: dict[str, str]) -> list[list[str]]:
    """Those who get the same, together."""
    kinds = dict.fromkeys(answers[person] for person in people)
    return [[person for person in people if answers[person] == kind] for kind in kinds]


def one_of(people: list[str], turn: int) -> str:
    return people[turn % len(people)]


def test_nothing_unsafe_gets_through_without_the_token_of_a_form(cast: Cast) -> None:
    """Every address as a page of somebody else's would send to it, with the cookies of its visitor.

    The token is asked for before anybody's rights are. A view that is excused is so for everybody and for all
    methods, and a method is unsafe for all views: each address is asked by one person with one method, in
    turn."""
    arguments = scene(cast)
    visitors = [visitor(who, cast) for who in ("anonymous", "clara", "otto")]
    for client in visitors:
        client.handler.enforce_csrf_checks = True
    asked = itertools.cycle(itertools.product(visitors, ("post", "post", "put", "post", "patch", "delete")))

    found, met = {}, 0
    for (name, _view), (client, method) in zip(names(get_resolver().url_patterns), asked, strict=False):
        answer: Any = getattr(client, method)(address(name, arguments))
        met += 1
        if answer.status_code != 403 or b"This form has expired" not in answer.content:
            found[name, method] = answer.status_code

    assert met > 500
    assert found == {}


def names(patterns: Any, prefix: str = "") -> Iterator[Door]:
    """Every named address of the pages with its view; the API has doors of its own (test_api_doors.py)."""
    for pattern in patterns:
        if getattr(pattern, "namespace", "") == "api":
            continue
        if hasattr(pattern, "url_patterns"):
            yield from names(
                pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            )
        else:
            yield f"{prefix}{pattern.name}", pattern.callback


def test_no_door_is_missing() -> None:
    known = sorted(name for name, _view in names(get_resolver().url_patterns))

    for table in DOORS.values():
        assert sorted(name for group in table.values() for name in group) == known


def test_every_door_states_who_may_use_it() -> None:
    silent = [name for name, view in names(get_resolver().url_patterns) if not hasattr(view, "access")]

    assert silent == []


def test_what_is_public_is_meant_to_be() -> None:
    """Whoever makes another page public changes this line, and somebody reviews it."""
    public = {name for name, view in names(get_resolver().url_patterns) if view.access == access.PUBLIC}

    assert {name for name in public if not name.startswith("account_")} == {
        "home",
        "robots",
        "brand",
        "brand_picture",
        "legal",
        "legal_version",
        "catalog:services",
        "catalog:service",
        "demo_sign_in",
        "cohorts:mine",
        "cohorts:mine_accept",
        "cohorts:mine_book",
        "cohorts:mine_seat_calendar",
        "cohorts:mine_seat_cancel",
        "cohorts:mine_seat_move",
        "cohorts:mine_brief",
        "cohorts:mine_file",
        "cohorts:mine_file_remove",
        "cohorts:mine_message",
        "cohorts:mine_reply",
        "cohorts:mine_revise",
        "cohorts:mine_version",
        "disown",
        "factor_reset_stop",
        "invitation",
        "login_alert",
        "mfa_authenticate",
        "mails",
        "mail",
        "mail_html",
        "quotes:quote_link",
        "quotes:quote_link_document",
        "quotes:quote_answer",
        "quotes:quote_code",
        "writers:calendar_feed",
        "writers:consent_link",
        "writers:shown",
        "writers:public_directory",
        "writers:public_portfolio",
        "writers:public_picture",
        "writers:public_photo",
        "writers:public_sample",
        "writers:public_sample_file",
        "writers:sitemap",
        "writers:sitemap_part",
        "cohorts:shared_report",
        "analytics:report_leave",
    }


def _of_clients(cast: Cast, own: dict[str, str]) -> dict[str, dict[str, str]]:
    """The desk's pages of a client account, with a contact and a note of Sam's."""
    account = ClientAccount.objects.get(public_id=own["public_id"])
    fields = {"name": "Dora Quay"}
    contact = add_contact(actor=cast.sam, account=account, fields=fields, now=START)
    note = write_note(actor=cast.sam, account=account, text="Prefers short calls.", now=START)
    of_contact, of_note = {**own, "contact": contact.public_id}, {**own, "note": note.public_id}
    pages = ("desk_client", "desk_client_edit", "desk_client_invite", "contact_add", "client_note")
    return {
        "clients:desk_clients": {},
        "clients:desk_client_new": {},
        **{f"clients:{name}": own for name in (*pages, "client_merge", "client_part")},
        "clients:contact_edit": of_contact,
        "clients:contact_remove": of_contact,
        "clients:client_note_remove": of_note,
        "quotes:order_for_client": own,
    }
