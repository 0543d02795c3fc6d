"""What speaks against somebody, as programs read it."""

from __future__ import annotations

from project.base.api import fields
from project.base.api.bodies import Out
from writers.states.capacity import CODES


class ReasonOut(Out):
    """One thing that speaks against someone. A hard one is never overridden."""

    code = fields.Choice(choices=CODES)
    hard = fields.Flag()
    words = fields.Text()
