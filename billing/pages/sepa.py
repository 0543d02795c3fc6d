"""The QR code that a banking app reads a transfer from: EPC069-12, for euros and an IBAN alone."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import segno
from segno.helpers import make_epc_qr

from billing.pages.transfer import Transfer

#: As much of a name as the code holds.
NAME_LIMIT = 70
MOST = Decimal("999999999.99")


#: Codes that a process remembers. To draw one takes longer than the page that it stands on.
KEPT = 500


@lru_cache(maxsize=KEPT)
def code_of(transfer: Transfer | None) -> segno.QRCode | None:
    """The code of a transfer; None where the standard has none for it."""
    if transfer is None or not transfer.iban or transfer.currency != "EUR":
        return None
    if not Decimal("0.01") <= transfer.amount <= MOST:
        return None
    return make_epc_qr(
        name=transfer.holder[:NAME_LIMIT],
        iban=transfer.iban,
        bic=transfer.bic or None,
        amount=transfer.amount,
        text=transfer.reference,
    )
