"""Mail as jobs: stored with the change, sent once, emptied then."""

from __future__ import annotations

import datetime as dt
import smtplib
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions.mail import deliver, write_mail
from accounts.actions.sweeps import purge_mails
from accounts.models import Mail
from accounts.signals import mail_leaves
from accounts.tasks import send_mail, tidy_up
from agencies.models import Agency
from project.base.jobs import Urgency
from tests.helpers.cast import START

FACTS = {"link": "http://inkwell.localhost/secret-link", "reset_url": "http://inkwell.localhost/reset"}


def written(cast, **options) -> Mail:
    return write_mail(
        agency=cast.inkwell,
        kind="reset_password",
        recipient="clara@inkwell.example",
        context=FACTS,
        urgency=Urgency.SOON,
        now=START,
        **options,
    )


def test_write_mail_defers_its_job(cast):
    mail = written(cast)

    job = ProcrastinateJob.objects.get(task_name="accounts.send_mail")
    assert job.args == {"mail_id": mail.pk}


def test_write_mail_leaves_nothing_of_a_change_that_never_was(cast):
    with transaction.atomic():
        written(cast)
        transaction.set_rollback(True)

    assert not Mail.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_send_mail_wears_the_agencys_name_and_colour(cast):
    mail = written(cast)
    send_mail(mail_id=mail.pk)

    (sent,) = outbox.outbox
    assert sent.from_email == "Inkwell <post@quillhouse.example>"
    assert sent.subject == "Choose a new password for Inkwell"
    assert sent.extra_headers["Message-ID"] == mail.message_id
    html = sent.alternatives[0][0]
    assert "secret-link" in sent.body and "secret-link" in html
    assert cast.inkwell.brand.primary in html


def test_send_mail_twice_sends_once_and_keeps_no_secret(cast):
    mail = written(cast)
    send_mail(mail_id=mail.pk)
    send_mail(mail_id=mail.pk)

    mail.refresh_from_db()
    assert len(outbox.outbox) == 1
    assert (mail.text, mail.html) == ("", "")
    assert mail.sent_at is not None


def test_send_mail_of_a_purged_mail_does_nothing(cast):
    send_mail(mail_id=404)

    assert not outbox.outbox


def test_a_refusing_mail_server_leaves_the_mail_as_it_was(cast, monkeypatch):
    mail = written(cast)

    def refuse(*_args, **_kwargs):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        deliver(mail_id=mail.pk, now=START)
    monkeypatch.undo()

    mail.refresh_from_db()
    assert mail.sent_at is None and "secret-link" in mail.text
    assert deliver(mail_id=mail.pk, now=START)
    assert outbox.outbox[0].extra_headers["Message-ID"] == mail.message_id


def test_the_database_refuses_a_sent_mail_with_text(cast):
    mail = written(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(sent_at=START)


def test_names_and_brands_are_text_in_html_and_one_line_in_headers(cast):
    Agency.objects.filter(pk=cast.inkwell.pk).update(name="Ink & <b>well\r\nBcc: x@evil.example")
    cast.inkwell.refresh_from_db()
    mail = written(cast)

    assert deliver(mail_id=mail.pk, now=START)
    assert "\n" not in mail.subject
    assert "<b>" not in mail.html
    assert "Ink & <b>well" in mail.text


@pytest.mark.parametrize("name", ["字" * 80, 'O\'Brien, Sons "and" (Co)', "Ünï Ö"])
def test_any_name_of_an_agency_can_send(cast, name):
    Agency.objects.filter(pk=cast.inkwell.pk).update(name=name)
    cast.inkwell.refresh_from_db()
    deliver(mail_id=written(cast).pk, now=START)

    sent = outbox.outbox[0].message()
    shown = str(make_header(decode_header(sent["From"])))
    assert parseaddr(shown)[1] == "post@quillhouse.example"
    assert name.split()[0].strip('"') in shown


def test_purge_mails_after_thirty_days(cast):
    old = written(cast)
    Mail.objects.filter(pk=old.pk).update(created_at=START - dt.timedelta(days=31))
    kept = written(cast)

    assert purge_mails(now=START) == 1
    assert Mail.objects.get() == kept


def test_tidy_up_runs(cast):
    tidy_up.run()


@pytest.mark.parametrize(
    "kind",
    ["confirm_email", "account_exists", "no_account", "reset_password", "password_changed", "invitation"],
)
def test_every_mail_is_complete_in_both_forms(cast, kind):
    facts = {
        "link": "http://x/link",
        "sign_in_url": "http://x/in",
        "sign_up_url": "http://x/up",
        "reset_url": "http://x/reset",
        "inviter": "Otto",
        "role_words": ["Writer"],
        "expires_at": START,
        "zone": cast.inkwell.zone,
    }
    about = {"context": facts, "urgency": Urgency.SOON, "now": START}
    mail = write_mail(agency=cast.inkwell, kind=kind, recipient="a@b.example", **about)

    assert mail.subject
    assert "Inkwell" in mail.text and "Inkwell" in mail.html
    assert "http://x/" in mail.text and "http://x/" in mail.html
    assert "&#x27;" not in mail.text and "&amp;" not in mail.text


def test_mails_of_one_thread_refer_to_it_and_others_to_nothing(cast):
    alone, one = (
        written(cast),
        written(cast, message_id="<one@inkwell.localhost>", thread="<thread@inkwell.localhost>"),
    )
    for mail in (alone, one):
        deliver(mail_id=mail.pk, now=START)

    first, second = outbox.outbox
    assert "References" not in first.extra_headers
    assert second.extra_headers["Message-ID"] == "<one@inkwell.localhost>"
    assert (
        second.extra_headers["References"]
        == second.extra_headers["In-Reply-To"]
        == "<thread@inkwell.localhost>"
    )


def test_the_same_message_id_is_one_mail(cast):
    written(cast, message_id="<one@inkwell.localhost>")

    with pytest.raises(IntegrityError), transaction.atomic():
        written(cast, message_id="<one@inkwell.localhost>")


@pytest.mark.parametrize(("answer", "leaves"), [(False, False), (True, True), (None, True)])
def test_whoever_wrote_a_mail_may_keep_it_back(cast, answer, leaves):
    def asked(**_kwargs):
        return answer

    mail = written(cast)
    mail_leaves.connect(asked)
    try:
        assert deliver(mail_id=mail.pk, now=START) is leaves
    finally:
        mail_leaves.disconnect(asked)

    assert Mail.objects.filter(pk=mail.pk).exists() is leaves
    assert len(outbox.outbox) == leaves
