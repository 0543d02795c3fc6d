"""The page of working hours and holidays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from agencies.actions.working_hours import STARTER, add_holiday, set_week, week_of
from agencies.models import Holiday
from project.base.clock import now

PAGE = "/desk/hours/"
ADD = "/desk/hours/holidays/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]


def typed(**changes: str) -> dict[str, str]:
    """The form as the starter week fills it, with `changes`."""
    fields = {
        f"{end}_{day}_{place}": "" for end in ("opens", "closes") for day in range(7) for place in range(3)
    }
    for day in range(5):
        fields |= {f"opens_{day}_0": "09:00", f"closes_{day}_0": "17:00"}
    return {**fields, **changes}


def starter() -> list[list[Any]]:
    return [list(day) for day in STARTER]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clara", 403),
        ("wendell", 403),
        ("edith", 403),
        ("sam", 403),
        ("max", 200),
        ("otto", 200),
        ("anonymous", 302),
    ],
)
def test_who_sees_the_page_and_its_menu_entry(cast, sign_in, who, status):
    client = sign_in(None, cast.inkwell) if who == "anonymous" else sign_in(getattr(cast, who))

    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, typed(opens_5_0="10:00", closes_5_0="12:00")).status_code == (
        302 if status == 200 else status
    )
    home = client.get(reverse("workspace"), follow=True).content.decode()
    assert (f'href="{PAGE}"' in home) == (status == 200)
    assert (week_of(cast.inkwell) == starter()) == (status != 200)


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_asks_six_times_at_most(cast, sign_in, django_assert_num_queries, size):
    client = sign_in(cast.max)
    for day in range(size):
        add_holiday(actor=cast.max, day=dt.date(now().year + 1, 1, 1 + day), name=f"Feast {day}")
    client.get(PAGE)

    with django_assert_num_queries(4):
        page = client.get(PAGE).content.decode()

    assert page.count("Feast ") >= size


def test_saving_tells_what_it_changes(cast, sign_in):
    client = sign_in(cast.max)
    blocks = {
        "closes_0_0": "12:30",
        "opens_0_1": "13:30",
        "closes_0_1": "17:30",
        "opens_4_0": "",
        "closes_4_0": "",
    }

    page = client.post(
        PAGE, typed(**blocks, opens_6_2="22:00", closes_6_2="00:00"), follow=True
    ).content.decode()

    assert (
        "Working hours saved: Monday 09:00–12:30, 13:30–17:30; Friday closed; Sunday 22:00–00:00. "
        "Existing deadlines do not change." in page
    )
    week = starter()
    week[0], week[4], week[6] = [(540, 750), (810, 1050)], [], [(1320, 1440)]
    assert week_of(cast.inkwell) == week
    assert (
        "Nothing has changed."
        in client.post(
            PAGE, typed(**blocks, opens_6_0="22:00", closes_6_0="00:00"), follow=True
        ).content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"opens_1_1": "16:59", "closes_1_1": "18:00"}, "opens_1_0", "These blocks overlap."),
        ({"opens_1_1": "18:00"}, "closes_1_1", "Enter both times for this block."),
        ({"opens_1_0": ""}, "opens_1_0", "Enter both times for this block."),
        ({"opens_1_0": "18:00"}, "opens_1_0", "Each block must end after it starts."),
        ({"closes_1_0": "late"}, "closes_1_0", "Enter a valid time."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_day_and_nothing_is_lost(cast, sign_in, changes, field, words):
    answer = sign_in(cast.max).post(PAGE, typed(**changes, opens_5_0="10:15", closes_5_0="11:45"))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert f'id="id_{field}_error">{words}' in page
    for value in ("10:15", "11:45", *filter(None, changes.values())):
        assert f'value="{value}"' in page
    assert week_of(cast.inkwell) == starter()


def test_a_week_without_hours_is_refused(cast, sign_in):
    answer = sign_in(cast.max).post(PAGE, {})

    assert answer.status_code == 422
    assert (
        "Enter working hours for at least one day. Without them, deadlines can’t be calculated."
        in answer.content.decode()
    )


def test_the_stored_week_stands_in_the_form(cast, sign_in):
    set_week(actor=cast.max, week=[[(0, 1440)], *[[]] * 6])

    form = sign_in(cast.max).get(PAGE).context["form"]

    assert [day.closed for day in form.days] == [False, *[True] * 6]
    assert (
        str(form["opens_0_0"]).count('value="00:00"') == str(form["closes_0_0"]).count('value="00:00"') == 1
    )


def test_a_holiday_is_added_and_removed(cast, sign_in):
    client = sign_in(cast.max)
    day = dt.date(now().year + 1, 12, 26)

    page = client.post(ADD, {"day": day.isoformat(), "name": "Boxing Day"}, follow=True).content.decode()
    assert "Boxing Day is now a holiday. Existing deadlines do not change." in page
    holiday = Holiday.objects.get()
    assert (holiday.agency, holiday.day, holiday.name) == (cast.inkwell, day, "Boxing Day")

    page = client.post(f"{ADD}{holiday.public_id}/remove/", follow=True).content.decode()
    assert "Boxing Day is no longer a holiday." in page
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    ("day", "name", "words"),
    [
        ("", "Feast", "This field is required."),
        ("2026-02-30", "Feast", "Enter a valid date."),
        ("1999-12-26", "Feast", "Choose a day between the start of"),
        ("9999-12-26", "Feast", "Choose a day between the start of"),
        ("2026-12-26", "", "This field is required."),
        ("2026-12-26", "x" * 81, "at most 80 characters"),
    ],
)
def test_a_holiday_that_cannot_be_is_refused_and_kept_in_the_form(cast, sign_in, day, name, words):
    answer = sign_in(cast.max).post(ADD, {"day": day, "name": name})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert words in page
    assert all(f'value="{value}"' in page for value in (day, name) if value)
    assert not Holiday.objects.exists()


def test_another_agencys_holidays_do_not_exist(cast, sign_in):
    theirs = add_holiday(actor=cast.max, day=dt.date(now().year + 1, 12, 26), name="Inkwell's feast")
    client = sign_in(cast.mara)

    assert "Inkwell" not in client.get(PAGE).content.decode()
    assert client.post(f"{ADD}{theirs.public_id}/remove/").status_code == 404
    assert Holiday.objects.get() == theirs
