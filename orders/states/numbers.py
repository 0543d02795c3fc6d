"""The number series of orders that do not count: for trying out, and those that an import brought."""

from __future__ import annotations

#: Between the code of the agency and the year.
TRIAL, IMPORTED = "T", "I"


def is_trial_number(number: str) -> bool:
    """Whether an order of this number is for trying out, such as INK-T-2026-00003."""
    return f"-{TRIAL}-" in number


def can_go(number: str) -> bool:
    """Whether an order of this number can be deleted with its mark (agencies.actions.marks)."""
    return is_trial_number(number) or f"-{IMPORTED}-" in number
