"""Every address of the program with what its view states: which methods it takes, and who may use it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver

from agencies.models import Agency, Membership, Role
from clients.rules.accounts import PAYER, ROLES
from project.base.access import MEMBER, PUBLIC, SIGNED_IN
from project.base.viewer import Member

#: Without a statement of its own a view takes any.
ANY = ["GET", "POST"]


@dataclass(frozen=True)
class Found:
    """An address: its whole pattern and name, its arguments with the kinds of their converters, its view."""

    pattern: str
    name: str
    arguments: dict[str, str]
    view: Any


def addresses(inside: Found | None = None, of: Any = None) -> Iterator[Found]:
    """Each address of the program, in the order in which they are tried."""
    inside = inside or Found("/", "", {}, None)
    for each in of if of is not None else get_resolver().url_patterns:
        kinds = {name: type(found).__name__ for name, found in each.pattern.converters.items()}
        whole, arguments = f"{inside.pattern}{each.pattern}", {**inside.arguments, **kinds}
        if isinstance(each, URLResolver):
            space = f"{inside.name}{each.namespace}:" if each.namespace else inside.name
            yield from addresses(Found(whole, space, arguments, None), each.url_patterns)
        else:
            yield Found(whole, f"{inside.name}{each.name}" if each.name else "", arguments, each.callback)


def facts_of(found: Found) -> dict[str, Any]:
    """One address, as `manage.py routes` prints it."""
    of = _of_api if hasattr(found.view, "actions") else _of_page
    return {
        "pattern": found.pattern,
        "name": found.name or None,
        "arguments": found.arguments,
        "methods": of(found.view),
    }


def roles_of(statement: str, right: Any) -> list[str]:
    """Who gets in by role: nobody in particular is asked, so rights over a thing come after that."""
    if statement in (PUBLIC, SIGNED_IN):
        return [statement]
    return [role.value for role in Role if right is None or right(_somebody(role))]


def _somebody(role: Role) -> Member:
    """Of that role, whom no row is about; as a client the payer of an account."""
    agency = Agency(name="Exam", code="EXA")
    member = Member(agency, membership=Membership(agency=agency, roles=[role.value]))
    member.answers[ROLES] = {0: PAYER} if role == Role.CLIENT else {}
    return member


def _of_page(view: Any) -> dict[str, list[str]]:
    """Method -> roles."""
    who = roles_of(getattr(view, "access", MEMBER), getattr(view, "access_right", None))
    return dict.fromkeys(_methods(view), who)


def _of_api(view: Any) -> dict[str, list[str]]:
    found = {}
    for method, name in view.actions.items():
        stated = getattr(getattr(view.cls, name), "endpoint", None)
        if stated is not None and method != "head":
            found[method.upper()] = roles_of(stated.who.statement, stated.who.right)
    return found


def _methods(view: Any) -> list[str]:
    """What Django's require_http_methods lets through."""
    while view is not None:
        closed = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
        if "request_method_list" in closed:
            return sorted(set(closed["request_method_list"]) - {"HEAD", "OPTIONS"})
        view = getattr(view, "__wrapped__", None)
    return ANY
