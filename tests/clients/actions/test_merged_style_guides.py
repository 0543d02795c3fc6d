"""The style guides of accounts that were merged: one client has one, nothing is lost, and each gets its own
back."""

from __future__ import annotations

from functools import partial

import pytest

from clients.actions.merging import merge_accounts, part_account
from clients.actions.style_guides import save_style_guide
from clients.models import ClientAccount
from clients.rules.style_guides import counted_guide
from orders.actions.offers import assign_order
from orders.models import Order
from project.base.errors import WrongState
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import HOUR, account_of, place_order
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE

from .test_merging import company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def given_to_wendell(cast: Cast) -> Order:
    order = place_order(cast.clara)
    return assign_order(actor=cast.max, order=order, writer=cast.wendell.membership, fee=FEE, now=START)


def separated(cast: Cast, account: ClientAccount) -> None:
    part_account(actor=cast.max, account=ClientAccount.objects.get(pk=account.pk), now=START + HOUR)


def write(account: ClientAccount, by: Member, text: str, number: int = 0) -> None:
    save_style_guide(actor=by, account=account, text=text, link="", number=number, now=START - HOUR)


def texts_of(account: ClientAccount) -> list[str]:
    return list(account.style_guides.order_by("number").values_list("text", flat=True))


def guide_beside(cast: Cast, order: Order) -> tuple[str, str]:
    """What the order's writer reads: as it is now, and as it was when the order was placed."""
    told = Api(cast.wendell).get(f"orders/orders/{order.number}/").json
    return tuple((told[key] or {}).get("text", "") for key in ("style_guide", "style_guide_when_placed"))


def test_a_style_guide_goes_along_and_comes_back(cast: Cast) -> None:
    order = given_to_wendell(cast)
    clara, root = account_of(cast.clara), company(cast)
    write(clara, cast.clara, "British spelling.")

    merge_accounts(actor=cast.max, account=clara, into=root, now=START)
    assert texts_of(clara) == texts_of(root) == ["British spelling."]
    assert guide_beside(cast, order) == ("British spelling.", "British spelling.")
    with pytest.raises(WrongState, match="merged into Harbour Ltd"):
        write(clara, cast.sam, "Elsewhere.", 1)

    separated(cast, clara)
    assert (texts_of(clara), texts_of(root)) == (["British spelling."], ["British spelling.", ""])
    assert guide_beside(cast, order) == ("British spelling.", "")


def test_the_style_guide_of_the_account_that_counts_holds_for_both(cast: Cast) -> None:
    order = given_to_wendell(cast)
    clara, root = account_of(cast.clara), company(cast)
    write(clara, cast.clara, "British spelling.")
    write(root, cast.sam, "American spelling.")

    merge_accounts(actor=cast.max, account=clara, into=root, now=START)
    assert texts_of(root) == ["American spelling."]
    assert guide_beside(cast, order) == ("American spelling.", "British spelling.")
    assert "British spelling." in browser(cast.wendell).get(f"/orders/{order.number}/").content.decode()

    separated(cast, clara)
    assert guide_beside(cast, order) == ("British spelling.", "")
    assert texts_of(root) == ["American spelling."]


def test_a_guide_that_had_ended_takes_over_and_ends_again(cast: Cast) -> None:
    clara, root = account_of(cast.clara), company(cast)
    write(clara, cast.clara, "British spelling.")
    write(root, cast.sam, "American spelling.")
    write(root, cast.sam, "", 1)

    merge_accounts(actor=cast.max, account=clara, into=root, now=START)
    assert texts_of(root)[-1] == "British spelling."
    separated(cast, clara)
    assert texts_of(root) == ["American spelling.", "", "British spelling.", ""]


def test_what_was_written_since_the_merge_stays(cast: Cast) -> None:
    clara, root = account_of(cast.clara), company(cast)
    write(clara, cast.clara, "British spelling.")
    merge_accounts(actor=cast.max, account=clara, into=root, now=START)
    write(root, cast.sam, "British spelling, and no brackets.", 1)

    separated(cast, clara)
    assert texts_of(clara) == ["British spelling."]
    assert texts_of(root)[-1] == "British spelling, and no brackets."


def test_who_handed_work_over_reads_the_guide_of_that_time(cast: Cast) -> None:
    clara, root = account_of(cast.clara), company(cast)
    write(clara, cast.clara, "British spelling.")
    write(root, cast.sam, "American spelling.")
    merge_accounts(actor=cast.max, account=clara, into=root, now=START + HOUR)
    clara.refresh_from_db()

    before, after = (counted_guide(clara, START + hours * HOUR) for hours in (0, 2))
    assert before and after
    assert (before.text, after.text) == ("British spelling.", "American spelling.")


@pytest.mark.django_db(transaction=True)
def test_a_guide_saved_while_merging_is_not_lost(rounds: int) -> None:
    """It goes along, or its writer is told where to write it."""
    for _round in each_round(rounds):
        cast = load_cast()
        clara, root = account_of(cast.clara), company(cast)
        merges = partial(merge_accounts, actor=cast.max, account=clara, into=root, now=START)
        results = race([merges, partial(write, clara, cast.clara, "British spelling.")])
        assert kinds(results) in ({"ClientAccount": 1, "NoneType": 1}, {"ClientAccount": 1, "WrongState": 1})
        assert texts_of(root) == texts_of(clara)
