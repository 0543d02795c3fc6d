"""Placeholders of the common brief: which there are, and what one member fills them with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.models import Cohort, CohortMember, MemberValue

#: What every member fills without a field: by key, what it stands for.
OF_ALL = {"name": gettext_lazy("the member’s name"), "group": gettext_lazy("the member’s group")}
#: Texts of a commission in which placeholders are filled, with their longest.
FILLED = ("title", "brief", "audience", "purpose", "format", "tone", "references", "notes")
_NAMED = re.compile(r"\{([a-z][a-z0-9_]{0,29})\}")


def named_in(texts: Iterable[str]) -> list[str]:
    """The keys of the placeholders in these texts, each once, in their order."""
    return list(dict.fromkeys(key for text in texts for key in _NAMED.findall(text)))


def texts_of(commission: Any) -> list[str]:
    """The texts of a commission that may hold placeholders."""
    return [getattr(commission, name) for name in FILLED]


def unknown_in(texts: Mapping[str, str], keys: Iterable[str]) -> dict[str, str]:
    """By the name of the text: what is said of placeholders in it that neither a field nor OF_ALL has."""
    known = {*keys, *OF_ALL}
    words = _("%(names)s is no placeholder of this class. Add a field for it, or leave the braces out.")
    found = {}
    for name, text in texts.items():
        if unknown := [f"{{{key}}}" for key in named_in([text]) if key not in known]:
            found[name] = words % {"names": ", ".join(unknown[:5])}
    return found


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with what its placeholders stand for; one without a value stays."""
    return _NAMED.sub(lambda found: values.get(found[1]) or found[0], text)


def values_by_member(cohort: Cohort, members: Sequence[CohortMember]) -> dict[int, dict[str, str]]:
    """What each member fills placeholders with, by the member's primary key. Groups come along with the
    members. One query."""
    found = {
        member.pk: {"name": member.name, "group": member.group.name if member.group else ""}
        for member in members
    }
    rows = MemberValue.objects.filter(agency_id=cohort.agency_id, cohort=cohort, member_id__in=found)
    for member_id, key, value in rows.values_list("member_id", "field__key", "value"):
        found[member_id][key] = value
    return found


def filled_commission(cohort: Cohort, values: Mapping[str, str]) -> dict[str, str]:
    """The texts of the common brief as they are for one member."""
    return {name: filled(getattr(cohort, name), values) for name in FILLED}


def fault_of(cohort: Cohort, texts: Mapping[str, str]) -> str:
    """What keeps a member's order from being placed, "" for nothing: a placeholder without a value, or a text
    that has become too long."""
    if left := named_in(texts.values()):
        words = _("%(names)s has no value.")
        return words % {"names": ", ".join(f"{{{key}}}" for key in left[:5])}
    for name, text in texts.items():
        field: Any = cohort._meta.get_field(name)
        if len(text) > field.max_length:
            words = _("“%(text)s” gets longer than %(most)s characters.")
            return words % {"text": field.verbose_name, "most": field.max_length}
    return ""
