"""Invoices go out by mail: to whom, once, with the PDF."""

from __future__ import annotations

import pytest
from django.core import mail as outbox
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions.mail import deliver
from accounts.models import Mail
from billing.actions.invoices import issue_invoice, save_billing_details, save_letterhead
from billing.actions.sending import send_invoice
from billing.models import Invoice, InvoiceSending, SentInvoice
from billing.tasks import send_invoice as job
from orders.actions.mail_jobs import quietly
from project.base.errors import NotAllowed
from tests.billing.pages.test_documents import BANK, words
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, account_of, place_order
from tests.orders.actions.test_ledger import change

pytestmark = pytest.mark.django_db
OTHER = "books@kettle.example"


def issued(cast: Cast, **details: str) -> Invoice:
    save_letterhead(actor=cast.max, fields=BANK)
    if details:
        save_billing_details(now=START, actor=cast.clara, account=account_of(cast.clara), fields=details)
    return issue_invoice(actor=cast.max, order=place_order(cast.clara), now=START)


def post() -> list[Mail]:
    """Do the jobs that send invoices; the mails with invoices, oldest first."""
    for waiting in ProcrastinateJob.objects.filter(task_name="billing.send_invoice").order_by("pk"):
        job(**waiting.args)
    return list(Mail.objects.filter(kind="invoice").order_by("pk"))


def test_an_issued_invoice_goes_to_who_pays_with_its_pdf(cast: Cast) -> None:
    invoice = issued(cast)

    (written,) = post()
    deliver(mail_id=written.pk, now=START)

    (sent,) = outbox.outbox
    ((name, body, kind),) = sent.attachments
    assert sent.to == [cast.clara.membership.user.email]
    assert (name, kind) == ("INK-INV-00001.pdf", "application/pdf")
    assert "Invoice INK-INV-00001" in words(body)
    for expected in (
        "INK-INV-00001",
        "DE89 3704 0044 0532 0130 00",
        "COBADEFFXXX",
        f"{invoice.total}",
        "1 April 2026",
    ):
        assert expected in sent.body


def test_it_goes_once_however_often_the_job_runs(cast: Cast) -> None:
    issued(cast, name="Kettle", email=OTHER)

    first, again = post(), post()

    assert [written.recipient for written in first] == [cast.clara.membership.user.email, OTHER]
    assert first == again and SentInvoice.objects.count() == 2


def test_the_desk_sends_it_again_on_record(cast: Cast) -> None:
    invoice = issued(cast)
    post()

    send_invoice(actor=cast.sam, invoice=invoice, now=START + DAY)

    assert len(post()) == 2
    assert list(InvoiceSending.objects.order_by("pk").values_list("asked_by_id", "at")) == [
        (None, START),
        (cast.sam.member_id, START + DAY),
    ]


@pytest.mark.parametrize("name", ["clara", "wendell", "edith"])
def test_only_the_desk_sends_again(cast: Cast, name: str) -> None:
    invoice = issued(cast)

    with pytest.raises(NotAllowed):
        send_invoice(actor=getattr(cast, name), invoice=invoice, now=START)


def test_a_mail_does_not_leave_for_who_no_longer_pays(cast: Cast) -> None:
    issued(cast, name="Kettle", email=OTHER)
    mine, theirs = post()
    account_of(cast.clara).people.update(role="reader")
    save_billing_details(
        now=START, actor=cast.max, account=account_of(cast.clara), fields={"email": "new@kettle.example"}
    )

    deliver(mail_id=mine.pk, now=START)
    deliver(mail_id=theirs.pk, now=START)

    assert outbox.outbox == []


def test_the_address_of_a_payer_gets_it_once(cast: Cast) -> None:
    issued(cast, name="Kettle", email=cast.clara.membership.user.email)

    assert len(post()) == 1


def test_of_a_credit_note_nothing_is_asked(cast: Cast) -> None:
    order = issued(cast).order
    change(cast.max, order, "5.00", less=True)
    issue_invoice(actor=cast.max, order=order, now=START)

    written = post()[-1]

    assert "Credit note INK-INV-00002" in written.text and "IBAN" not in written.text


def test_history_written_afterwards_sends_nothing(cast: Cast) -> None:
    with quietly():
        issued(cast)

    assert post() == [] and not InvoiceSending.objects.exists()
