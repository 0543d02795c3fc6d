"""Mail that comes in: whose it counts as, what it opens, and what is refused without a word."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from accounts.models import Mail
from project.base.errors import Invalid
from support.actions import inbound, tickets
from support.actions.inbound import take_mail
from support.actions.reply_addresses import (
    reply_address_for,
    revoke_reply_address,
    revoke_reply_addresses_of,
)
from support.actions.sweeps import forget_refused
from support.actions.ticket_handling import press_ticket
from support.actions.ticket_merging import merge_ticket
from support.models import InboundMail, MailSender, ReplyAddress, Ticket, TicketFile, TicketMessage
from support.pages.ticket_watchers import merge_targets
from support.states.inbound import Verdict
from tests.helpers.cast import START, Cast
from tests.helpers.races import each_round, race
from tests.support.helpers.inbound import ADDRESS, INKWELL, raw, reply_to, sent, taken, written
from tests.support.helpers.tickets import MINUTE, fresh, opened, replied, verbs

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _reads_mail(settings) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS


def test_a_reply_to_the_address_that_we_mailed_is_that_persons(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)
    (mail,) = sent(ticket, "reply")

    row = taken(raw("gmail_top_posted", mail.extra_headers["Reply-To"]))

    assert (row.verdict, row.member) == (Verdict.ACCEPTED, cast.clara.membership)
    message = ticket.messages.latest("pk")
    assert (message, message.author, message.kind) == (row.message, cast.clara.membership, "question")
    assert message.text == "Found it, thank you – it’s done." and "Read it:" in row.quoted
    assert fresh(ticket).state == "open" and verbs(ticket)[-1] == "ask"


@pytest.mark.parametrize("name", ["outlook_html_only", "iphone_photo", "answers_between"])
def test_a_reply_of_any_program_is_taken(cast: Cast, name: str) -> None:
    ticket = opened(cast)
    row = taken(raw(name, reply_to(cast, ticket)))
    assert row.verdict == Verdict.ACCEPTED and ticket.messages.count() == 2


def test_its_files_come_along_and_those_against_the_rules_are_named(cast: Cast) -> None:
    row = taken(raw("forwarded_attached"))
    (file,) = TicketFile.objects.all()
    assert (file.name, file.added_by, file.message) == ("seal.png", None, row.message)
    assert row.left_out == "pay.exe"


def test_anything_else_opens_a_ticket_of_its_own(cast: Cast) -> None:
    """Also with the address of somebody who has an account, and with the ids of our mails."""
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)
    (mail,) = sent(ticket, "reply")
    email = cast.clara.membership.user.email
    row = taken(written(sender=email, References=mail.extra_headers["References"]))

    assert row.verdict == Verdict.UNVERIFIED and row.member is None
    own = row.message.ticket
    assert own != ticket and (own.requester, own.sender.address) == (None, email)
    assert row.answers == ticket and ticket.messages.count() == 2
    assert (row.message.author, row.message.sender) == (None, own.sender)
    assert Ticket.objects.opened_by(cast.clara).get() == ticket


@pytest.mark.parametrize("broken", ["mark", "id", "short", "other agency"])
def test_an_address_that_we_did_not_sign_is_a_strangers(cast: Cast, broken: str) -> None:
    ticket = opened(cast)
    address = reply_to(cast, ticket)
    name, domain = address.split("@")
    name = {
        "mark": name[:-1] + ("a" if name[-1] != "a" else "b"),
        "id": name.replace(ReplyAddress.objects.get().public_id, "k7m2qx9ab4"),
        "short": name[:-1],
        "other agency": name.replace("+ink.", "+nw."),
    }[broken]
    rows = take_mail(raw=written(to=f"{name}@{domain}"), now=START)
    assert [row.verdict for row in rows] in ([], [Verdict.UNVERIFIED]) and ticket.messages.count() == 1


def test_the_address_speaks_for_one_person_on_one_ticket(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    assert reply_to(cast, first) == reply_to(cast, first) != reply_to(cast, second)
    taken(written(to=reply_to(cast, second)))
    assert (first.messages.count(), second.messages.count()) == (1, 2)


def test_a_revoked_address_speaks_for_nobody(cast: Cast) -> None:
    ticket = opened(cast)
    address = reply_to(cast, ticket)
    row = ReplyAddress.objects.get()
    for _click in range(2):
        revoke_reply_address(actor=cast.clara, row=row, now=START)

    assert taken(written(to=address)).verdict == Verdict.UNVERIFIED
    assert reply_to(cast, ticket) != address
    assert revoke_reply_addresses_of(user=cast.clara.membership.user, now=START) == 1


@pytest.mark.parametrize("what", ["suspended", "ended", "inactive"])
def test_who_cannot_come_in_cannot_write_by_mail(cast: Cast, what: str) -> None:
    ticket = opened(cast)
    address, member = reply_to(cast, ticket), cast.clara.membership
    if what == "inactive":
        type(member.user).objects.filter(pk=member.user_id).update(is_active=False)
    else:
        reason = {"suspension_reason": "Late"} if what == "suspended" else {}
        type(member).objects.filter(pk=member.pk).update(**{f"{what}_at": START}, **reason)
    assert taken(written(to=address)).verdict == Verdict.UNVERIFIED
    assert ticket.messages.count() == 1


def test_on_a_closed_ticket_a_reply_opens_one_that_goes_on_from_it(cast: Cast) -> None:
    ticket = opened(cast)
    address = reply_to(cast, ticket)
    press_ticket(actor=cast.sam, ticket=ticket, verb="close", now=START)
    row = taken(written(to=address))

    new = row.message.ticket
    assert (new.follows, new.requester, row.verdict) == (ticket, cast.clara.membership, Verdict.ACCEPTED)


def test_a_solved_ticket_is_open_again(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE, then="solved")
    taken(written(to=reply_to(cast, ticket)))
    assert fresh(ticket).state == "open" and verbs(ticket)[-2:] == ["reopen", "ask"]


def test_the_answer_to_a_stranger_holds_its_words_and_an_address_of_its_own(cast: Cast) -> None:
    row = taken(raw("plain"))
    ticket = row.message.ticket
    replied(cast, ticket, now=START + MINUTE)
    (mail,) = sent(ticket, "reply")

    assert mail.to == ["ada@books.example"] and "On the right." in mail.body
    assert mail.extra_headers["In-Reply-To"] == "<first@books.example>"
    assert "/support/" not in mail.body and ticket.number in mail.subject

    again = taken(written("Thanks.", to=mail.extra_headers["Reply-To"], Message_ID="<two@books.example>"))
    assert (again.verdict, again.message.ticket, again.member) == (Verdict.ACCEPTED, ticket, None)
    assert again.message.sender == ticket.sender and fresh(ticket).state == "open"


def test_the_files_of_an_answer_go_along(cast: Cast) -> None:
    ticket = taken(raw("plain")).message.ticket
    file = SimpleUploadedFile("prices.txt", b"One page: 40 euros")
    tickets.write_reply(actor=cast.sam, ticket=ticket, text="Here.", now=START, uploads=[file])
    (mail,) = sent(ticket, "reply")
    assert [(part[0], part[1]) for part in mail.attachments] == [("prices.txt", "One page: 40 euros")]
    assert "Attached: prices.txt" in mail.body


def test_the_desk_alone_is_told_and_nobody_by_an_automatic_answer(cast: Cast) -> None:
    ticket = taken(raw("plain")).message.ticket
    assert [mail.to[0].split("@")[0] for mail in sent(ticket, "open")] == ["sam"]
    assert not Mail.objects.filter(recipient="ada@books.example").exists()


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (raw("absence_note", INKWELL), Verdict.AUTOMATIC),
        (raw("bounce", INKWELL), Verdict.AUTOMATIC),
        (raw("newsletter"), Verdict.AUTOMATIC),
        (written(sender="post@quillhouse.example"), Verdict.LOOP),
        (written(sender=INKWELL), Verdict.LOOP),
        (b"Received: from a by b\r\n" * 51 + written(), Verdict.LOOP),
        (written("x" * 32_000_000), Verdict.TOO_LARGE),
        (written("\r\n" * 700_000), Verdict.UNREADABLE),
    ],
)
def test_what_is_refused_is_noted_and_never_answered(cast: Cast, content: bytes, verdict: str) -> None:
    row = taken(content)
    assert (row.verdict, row.message) == (verdict, None)
    assert not Ticket.objects.exists() and not Mail.objects.exists()


def test_an_absence_note_to_a_reply_address_stops_no_clock(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)
    assert taken(raw("absence_note", reply_to(cast, ticket))).verdict == Verdict.AUTOMATIC
    assert fresh(ticket).state == "waiting"


def test_our_own_mail_comes_back_as_a_loop(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)
    (mail,) = sent(ticket, "reply")
    assert taken(written(Message_ID=mail.extra_headers["Message-ID"])).verdict == Verdict.LOOP


def test_one_address_cannot_flood(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(inbound, "MOST_OF_SENDER", 2)
    found = [taken(written(Message_ID=f"<{n}@x.example>")).verdict for n in range(3)]
    assert found == [Verdict.UNVERIFIED, Verdict.UNVERIFIED, Verdict.FLOOD]
    (later,) = take_mail(raw=written(Message_ID="<l@x.example>"), now=START + 2 * HOUR)
    assert later.verdict == Verdict.UNVERIFIED


def test_a_flood_in_somebodys_name_doesnt_stop_their_replies(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(inbound, "MOST_OF_SENDER", 2)
    ticket, email = opened(cast), cast.clara.membership.user.email
    address = reply_to(cast, ticket)
    forged = address[:-14] + "aa" + address[-12:]
    for number in range(3):
        last = taken(written(sender=email, to=forged, Message_ID=f"<{number}@x.example>"))
    assert last.verdict == Verdict.FLOOD

    own = [taken(written(sender=email, to=address, Message_ID=f"<{n}@y.example>")).verdict for n in range(3)]
    assert own == [Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.FLOOD]


def test_a_reply_address_counts_also_where_the_mail_came_another_way(cast: Cast) -> None:
    """The agency's own address forwards it, or it is in copy."""
    ticket = opened(cast)
    row = taken(written(to=f"{INKWELL}, {reply_to(cast, ticket)}", Delivered_To=INKWELL))
    assert (row.verdict, row.message.ticket) == (Verdict.ACCEPTED, ticket)


def test_many_addresses_cannot_flood_either(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(inbound, "MOST_OF_STRANGERS", 1)
    ticket = opened(cast)
    found = [
        taken(written(sender=f"a{n}@x.example", Message_ID=f"<{n}@x.example>")).verdict for n in range(2)
    ]
    assert found == [Verdict.UNVERIFIED, Verdict.FLOOD] and MailSender.objects.count() == 1
    assert taken(written(to=reply_to(cast, ticket), Message_ID="<r@x.example>")).verdict == Verdict.ACCEPTED


def test_a_sender_has_so_many_open_tickets(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(tickets, "MOST_OPEN", 1)
    found = [taken(written(Message_ID=f"<{n}@x.example>")).verdict for n in range(2)]
    assert found == [Verdict.UNVERIFIED, Verdict.FLOOD]


def test_where_support_is_off_nothing_is_taken(cast: Cast) -> None:
    ticket = opened(cast)
    address, agency = reply_to(cast, ticket), cast.clara.agency
    type(agency).objects.filter(pk=agency.pk).update(features=["-support"])
    assert taken(written(to=address)).verdict == Verdict.OFF
    type(agency).objects.filter(pk=agency.pk).update(features=[], suspended_at=START)
    assert taken(written(to=address, Message_ID="<s@x.example>")).verdict == Verdict.OFF


def test_a_mail_to_no_address_of_ours_is_nobodys(cast: Cast) -> None:
    for to in (
        "help@in.example",
        "help+xx@in.example",
        "help+ink@other.example",
        "help+ink+x@in.example",
        "",
    ):
        assert take_mail(raw=written(to=to), now=START) == []
    assert take_mail(raw=b"", now=START) == [] and not InboundMail.objects.exists()


def test_a_mail_to_two_agencies_is_one_ticket_at_each(cast: Cast) -> None:
    code = cast.nick.agency.code.lower()
    rows = take_mail(raw=written(to=f"{INKWELL}, help+{code}@in.example"), now=START)
    assert sorted(row.agency_id for row in rows) == sorted([cast.clara.agency_id, cast.nick.agency_id])
    assert Ticket.objects.visible_to(cast.sam).count() == 1


def test_the_mail_server_knows_better_where_it_came_to(cast: Cast) -> None:
    code = cast.nick.agency.code.lower()
    rows = take_mail(raw=written(Delivered_To=f"help+{code}@in.example"), now=START)
    assert [row.agency_id for row in rows] == [cast.nick.agency_id]


def test_a_mail_read_twice_says_one_thing(cast: Cast) -> None:
    first, second = taken(raw("plain")), taken(raw("plain"))
    assert first == second and TicketMessage.objects.count() == 1


def test_without_an_id_its_content_is_its_id(cast: Cast) -> None:
    content = written().replace(b"Message-ID: <one@books.example>\r\n", b"")
    assert taken(content) == taken(content) != taken(content + b"!")


@pytest.mark.django_db(transaction=True)
def test_two_who_read_at_once_say_one_thing(cast: Cast, rounds: int) -> None:
    for _round in each_round(rounds):
        found = race([lambda: take_mail(raw=raw("plain"), now=START)] * 3)
        assert len({rows[0].pk for rows in found}) == 1
        assert TicketMessage.objects.count() == Ticket.objects.count() == 1


def test_who_dies_in_between_leaves_nothing(cast: Cast, monkeypatch) -> None:
    def die(**_facts) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(inbound, "open_ticket_of_sender", die)
        with pytest.raises(KeyboardInterrupt):
            taken(raw("plain"))
    assert not InboundMail.objects.exists() and not MailSender.objects.exists()
    assert taken(raw("plain")).verdict == Verdict.UNVERIFIED


def test_a_long_mail_goes_along_as_a_file(cast: Cast) -> None:
    row = taken(written("word " * 4_000))
    assert len(row.message.text) == 10_000 and row.message.text.endswith("…")
    assert [file.name for file in row.message.files.all()] == ["Whole message.txt"]


def test_a_mail_without_words_says_so(cast: Cast) -> None:
    assert taken(written("")).message.text == "(No text)"
    assert taken(written(Subject="", Message_ID="<n@x.example>")).message.ticket.subject == "(No subject)"


def test_where_no_mail_is_read_no_address_is_mailed(cast: Cast, settings) -> None:
    settings.MAIL_IN_ADDRESS = ""
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)
    (mail,) = sent(ticket, "reply")
    assert "Reply-To" not in mail.extra_headers and "reply to this email" not in mail.body
    assert not ReplyAddress.objects.exists() and take_mail(raw=raw("plain"), now=START) == []


def test_the_desk_gets_no_reply_address(cast: Cast) -> None:
    """Whoever answers for the agency does so where the next step is chosen."""
    (mail,) = sent(opened(cast), "open")
    assert "help+" not in str(mail.extra_headers) and not ReplyAddress.objects.exists()


@pytest.mark.parametrize(
    "change", [{"requester": None}, {"sender": "stranger"}, {"requester": None, "sender": "elsewhere"}]
)
def test_the_database_keeps_who_asks(cast: Cast, change: dict[str, str | None]) -> None:
    """One of the two, and of the agency."""
    ticket = opened(cast)
    facts = {"address": "a@b.example", "first_at": START}
    senders = {
        "stranger": MailSender.objects.create(agency=cast.clara.agency, **facts),
        "elsewhere": MailSender.objects.create(agency=cast.nick.agency, **facts),
    }
    wanted = {name: senders.get(value) if value else None for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(**wanted)
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_mark_follows_the_secret_key(cast: Cast, settings) -> None:
    ticket = opened(cast)
    address = reply_to(cast, ticket)
    old = django_settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [old]
    assert taken(written(to=address)).verdict == Verdict.ACCEPTED
    settings.SECRET_KEY_FALLBACKS = []
    assert taken(written(to=address, Message_ID="<k@x.example>")).verdict == Verdict.UNVERIFIED


def test_refused_mails_are_forgotten_after_90_days(cast: Cast) -> None:
    refused, kept = taken(raw("newsletter")), taken(raw("plain"))
    later = START + dt.timedelta(days=90)
    assert forget_refused(agency=cast.inkwell, now=later - MINUTE) == 0
    assert forget_refused(agency=cast.northwind, now=later) == 0
    assert forget_refused(agency=cast.inkwell, now=later) == 1
    assert list(InboundMail.objects.all()) == [kept] and refused != kept


def test_tickets_of_two_senders_are_merged_with_none_but_their_own(cast: Cast) -> None:
    """Neither has a member who asks."""
    first, same, other = (
        taken(written(sender=sender, Message_ID=f"<{n}@x.example>")).message.ticket
        for n, sender in enumerate(("a@x.example", "a@x.example", "b@x.example"))
    )
    assert merge_targets(first) == [same]
    with pytest.raises(Invalid, match="Check"):
        merge_ticket(actor=cast.sam, ticket=other, into=first, now=START)

    address = reply_address_for(ticket=same, sender=same.sender, now=START)
    merge_ticket(actor=cast.sam, ticket=same, into=first, now=START)
    assert taken(written(to=address, Message_ID="<r@x.example>")).message.ticket == first
