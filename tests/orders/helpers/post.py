"""The post of the tests: does the jobs that write mails about orders, and tells what they wrote."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Mail, User
from orders.tasks import tell_of_event, tell_of_message
from quotes.tasks import tell_of_quote
from tests.helpers.cast import Cast

JOBS = {
    "orders.tell_of_event": tell_of_event,
    "orders.tell_of_message": tell_of_message,
    "quotes.tell_of_quote": tell_of_quote,
}


class Post:
    """`skip()` forgets what is waiting; `empty()` does it, and returns the mails
    written: by first name of the reader."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.upto = cast, 0

    def waiting(self) -> list[ProcrastinateJob]:
        found = list(ProcrastinateJob.objects.filter(pk__gt=self.upto, task_name__in=JOBS).order_by("pk"))
        self.upto = found[-1].pk if found else self.upto
        return found

    def skip(self) -> Post:
        self.waiting()
        return self

    def empty(self, *, times: int = 1) -> dict[str, Mail]:
        last = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for job in self.waiting():
            for _time in range(times):
                JOBS[job.task_name](**job.args)
        mails = list(Mail.objects.filter(pk__gt=last).order_by("pk"))
        found = {self.name(mail): mail for mail in mails}
        assert len(found) == len(mails), "somebody got two mails"
        return found

    def name(self, mail: Mail) -> str:
        return User.objects.get(email=mail.recipient).name.split()[0].lower()


def phrases(mails: dict[str, Mail]) -> dict[str, str]:
    """Reader -> what stands between number and title of the subject."""
    return {name: mail.subject.partition("] ")[2].partition(":")[0] for name, mail in mails.items()}


def words(mail: Mail) -> str:
    """Everything that a reader of the mail could see."""
    parts: list[Any] = [mail.subject, mail.text, mail.html]
    return "\n".join(parts)
