"""The mailed link of a quote, and the mailed code that answers it without signing in."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions.mail import deliver
from accounts.models import Mail
from agencies.models import Membership
from clients.models import AccountPerson
from orders.models import Order
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible, TooMany
from project.base.viewer import LinkHolder
from quotes.actions import sending
from quotes.actions.quote_answers import Expired
from quotes.actions.quote_codes import LASTS, answer_by_code, send_code
from quotes.models import OrderQuote, QuoteCode
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR
from tests.orders.helpers.support import colleague
from tests.quotes.helpers.quotes import HOLDS, asked, expired, fresh, reworked, send, sent, withdrawn

pytestmark = pytest.mark.django_db
NOW = START + HOUR
MINUTE = dt.timedelta(minutes=1)


def holder_of(quote: OrderQuote, **changed: Any) -> LinkHolder:
    return LinkHolder(**{"agency": quote.agency, "kind": "quote", "public_id": quote.public_id, **changed})


def mailed(quote: OrderQuote, now: dt.datetime = NOW) -> str:
    """The code as it stands in the mail."""
    send_code(holder=holder_of(quote), quote=fresh(quote), now=now)
    return re.findall(r"^\d{6}$", Mail.objects.filter(kind="quote_code").latest("pk").text, re.MULTILINE)[0]


def answer(quote: OrderQuote, code: str, verb: str = "accept", **changed: Any) -> Any:
    facts = {"holder": holder_of(quote), "version": quote.version, "now": NOW + MINUTE, **changed}
    return answer_by_code(quote=fresh(quote), verb=verb, code=code, **facts)


def other(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_goes_to_the_addressee_alone(cast: Cast) -> None:
    colleague(cast, "payer")
    mailed(sent(cast))

    mail = Mail.objects.get(kind="quote_code")
    assert mail.recipient == cast.clara.membership.user.email


def test_it_is_kept_nowhere_in_clear_and_never_logged(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    """But in the mail while it waits: sending empties that, and the subject has never held it."""
    caplog.set_level(logging.DEBUG)
    quote = sent(cast)
    codes = [mailed(quote) for _time in range(2)]
    answer(quote, codes[1])
    for mail in Mail.objects.filter(kind="quote_code"):
        deliver(mail_id=mail.pk, now=NOW)

    stored = [
        str(row)
        for model in (QuoteCode, Mail, OrderQuote, ProcrastinateJob)
        for row in model.objects.values()
    ]
    assert QuoteCode.objects.count() == 2 and len(stored) > 6
    for code in codes:
        assert code not in " ".join(re.findall(r"(?<!\w)\d{6}(?!\w)", "\n".join(stored) + caplog.text))


def test_the_same_code_has_another_hash_for_another_quote(cast: Cast) -> None:
    from quotes.actions.quote_codes import _hash

    first, second = sent(cast), sent(cast)

    assert _hash(first, "123456") != _hash(second, "123456")


@pytest.mark.parametrize("verb", ["accept", "ask_change", "decline"])
def test_it_answers_as_the_addressee_once(cast: Cast, verb: str) -> None:
    quote = sent(cast)
    code = mailed(quote)

    answer(quote, f" {code} ", verb, **({} if verb == "accept" else {"words": "Too dear"}))

    event = quote.events.last()
    assert (event.verb, event.actor_id, event.by_link) == (verb, cast.clara.member_id, True)
    assert QuoteCode.objects.get().used_at == NOW + MINUTE
    with pytest.raises((Invalid, Conflict)):
        answer(quote, code, "decline", words="Again")
    assert quote.events.count() == 3


def test_two_clicks_on_accepting_find_the_same_order(cast: Cast) -> None:
    """Both read the quote before either had answered."""
    quote = sent(cast)
    code, before = mailed(quote), fresh(quote)
    order = answer(quote, code)

    facts = {"holder": holder_of(quote), "version": quote.version, "now": NOW + MINUTE}
    assert answer_by_code(quote=before, verb="accept", code=code, **facts) == order
    assert Order.objects.count() == 1 and quote.events.count() == 3
    with pytest.raises(Invalid):
        answer_by_code(quote=before, verb="decline", code=code, words="", **facts)
    with pytest.raises(Invalid):
        answer_by_code(quote=before, verb="accept", code=other(code), **facts)


def test_a_used_code_is_used_for_good(cast: Cast) -> None:
    """Also where the quote waits for an answer again, as it would after a
    new version of the same number of days."""
    quote = sent(cast)
    code = mailed(quote)
    QuoteCode.objects.update(used_at=NOW)

    with pytest.raises(Invalid) as refusal:
        answer(quote, code)
    assert set(refusal.value.errors) == {"code"}


def test_a_code_whose_answer_was_refused_is_not_used_up(cast: Cast) -> None:
    quote = sent(cast)
    code = mailed(quote)
    with pytest.raises(Invalid) as refusal:
        answer(quote, code, "ask_change", words=" ")
    assert set(refusal.value.errors) == {"words"}

    answer(quote, code, "ask_change", words="Shorter")

    assert fresh(quote).state == "change_asked"


def test_only_the_newest_works(cast: Cast) -> None:
    quote = sent(cast)
    first, second = mailed(quote), mailed(quote)
    while first == second:  # one in a million
        second = mailed(quote)

    with pytest.raises(Invalid):
        answer(quote, first)
    assert answer(quote, second).state == "placed"


def test_nothing_without_a_code(cast: Cast) -> None:
    with pytest.raises(Invalid, match="Check what you entered"):
        answer(sent(cast), "000000")


def test_wrong_ones_are_counted(cast: Cast) -> None:
    quote = sent(cast)
    code = mailed(quote)
    for _time in range(5):
        with pytest.raises(Invalid) as refusal:
            answer(quote, other(code))
        assert set(refusal.value.errors) == {"code"}

    with pytest.raises(TooMany):
        answer(quote, code)
    assert fresh(quote).state == "sent" and not Order.objects.exists()
    assert answer(quote, mailed(quote)).state == "placed"


@pytest.mark.parametrize(("after", "works"), [(LASTS - dt.timedelta(seconds=1), True), (LASTS, False)])
def test_it_lasts_a_quarter_of_an_hour(cast: Cast, after: dt.timedelta, works: bool) -> None:
    quote = sent(cast)
    code = mailed(quote)
    if works:
        assert answer(quote, code, now=NOW + after).state == "placed"
        return
    with pytest.raises(Invalid):
        answer(quote, code, now=NOW + after)


def test_five_codes_in_an_hour(cast: Cast) -> None:
    quote = sent(cast)
    for _time in range(5):
        mailed(quote)
    with pytest.raises(TooMany):
        mailed(quote)
    assert QuoteCode.objects.count() == Mail.objects.filter(kind="quote_code").count() == 5

    mailed(sent(cast))
    mailed(quote, NOW + HOUR + MINUTE)


def test_a_code_is_for_the_version_that_was_read(cast: Cast) -> None:
    quote = sent(cast)
    code = mailed(quote)
    sending.rework_quote(actor=cast.max, quote=quote, now=NOW)
    again = send(cast, quote, now=NOW)

    for version in (1, 2):
        with pytest.raises((Invalid, Conflict)):
            answer(again, code, version=version)
    with pytest.raises((Invalid, Conflict)):
        answer(again, mailed(again), version=1)
    assert not Order.objects.exists()


def test_a_code_is_for_the_addressee_of_then(cast: Cast) -> None:
    payer = colleague(cast, "payer")
    quote = sent(cast)
    code = mailed(quote)
    OrderQuote.objects.update(addressee=payer.membership)

    with pytest.raises(Invalid):
        answer(quote, code)


@pytest.mark.parametrize("lost", ["ended", "inactive", "reader", "left"])
def test_who_has_lost_the_right_gets_no_code_and_answers_with_none(cast: Cast, lost: str) -> None:
    quote = sent(cast)
    code = mailed(quote)
    person = cast.clara.membership
    rows = AccountPerson.objects.filter(membership=person)
    if lost == "ended":
        Membership.objects.filter(pk=person.pk).update(ended_at=START)
    elif lost == "inactive":
        person.user.is_active = False
        person.user.save()
    elif lost == "reader":
        rows.update(role="reader")
    else:
        rows.delete()

    with pytest.raises((NotVisible, NotAllowed)):
        answer(quote, code)
    with pytest.raises((NotVisible, NotAllowed)):
        mailed(quote)
    assert (QuoteCode.objects.count(), QuoteCode.objects.filter(used_at=None).count()) == (1, 1)


@pytest.mark.parametrize("way", [asked, reworked, expired, withdrawn])
def test_what_does_not_wait_for_an_answer_has_no_code(cast: Cast, way: Any) -> None:
    quote = way(cast)
    with pytest.raises(Conflict):
        mailed(quote)
    with pytest.raises(Conflict):
        answer(quote, "000000")


def test_what_is_over_has_no_code_before_the_clock_has_run(cast: Cast) -> None:
    quote = sent(cast)
    code = mailed(quote, START + HOLDS - MINUTE)

    with pytest.raises(Expired):
        answer(quote, code, now=START + HOLDS)
    with pytest.raises(Expired):
        mailed(quote, START + HOLDS)


def test_a_link_answers_no_other_quote(cast: Cast) -> None:
    quote, another = sent(cast), sent(cast)
    code = mailed(quote)
    for wrong in ({"public_id": another.public_id}, {"kind": "invoice"}, {"agency": cast.northwind}):
        with pytest.raises(NotAllowed):
            answer(quote, code, holder=holder_of(quote, **wrong))
    with pytest.raises(NotAllowed):
        answer(quote, code, "withdraw")
