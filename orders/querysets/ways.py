"""Ways to find the rows of a list, each by an index of its own, as conditions that are put together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import BigIntegerField, F, Func, Q
from django.db.models.lookups import Exact

from project.base.compiled import Among


class Few(Q):
    """A way whose rows are few whoever looks, so that whose they are is asked of these rows alone."""


class OfAccount(Q):
    """That a row belongs to an account, or to one of several: their rows lie sorted in an index, which may be
    all that an agency has. `beside` is the same condition where no index is to be gone through for it: the
    plan that serves all accounts takes each of them for a small one."""

    beside: Q

    @classmethod
    def by(cls, column: str, given: Any) -> OfAccount:
        """By the id in `given`: `account` (an expression for one), or `accounts` (for a list)."""
        if "account" in given:
            found = cls(**{column: given["account"]})
            found.beside = Q(Exact(_Unsorted(F(column)), given["account"]))
        else:
            found = cls(Among(column, given["accounts"]))
            found.beside = Q(_AmongUnsorted(column, given["accounts"]))
        return found

    def also(self, more: Q) -> OfAccount:
        """The rows of the account that meet another condition as well."""
        found = OfAccount(Q(self) & more)
        found.beside = self.beside & more
        return found


class _Unsorted(Func):
    """A key of which no index knows."""

    template = "(%(expressions)s + 0)"
    output_field = BigIntegerField()


class _AmongUnsorted(Among):
    """That such a key is one of a list."""

    def __init__(self, column: str, values: Any) -> None:
        Func.__init__(self, _Unsorted(F(column)), values)


def both(conditions: Iterable[Q]) -> Q:
    """The rows that meet all of these. A few of an account are looked for among the few."""
    found = list(conditions)
    few = any(isinstance(one, Few) for one in found)
    whole = reduce(and_, (_part(one, few) for one in found), Q())
    return Few(whole) if few else whole


def _part(condition: Q, few: bool) -> Q:
    if isinstance(condition, OfAccount):
        return condition.beside if few else Q(condition)
    return condition
