"""How an amount is paid by bank transfer, as documents and pages say it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from stdnum import iban as ibans


@dataclass(frozen=True)
class Transfer:
    """To whom, how much, and under which reference."""

    holder: str
    iban: str
    bic: str
    reference: str
    amount: Decimal
    currency: str

    @property
    def iban_in_fours(self) -> str:
        """The IBAN as people read it."""
        return str(ibans.format(self.iban))
