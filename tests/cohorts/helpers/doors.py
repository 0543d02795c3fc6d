"""A class of Clara's with everything that an address of one may name, for the table of all doors."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cohorts.actions.files import attach_files
from cohorts.actions.reports import make_report_link, make_snapshot
from cohorts.actions.rosters import match_roster, upload_roster
from cohorts.models import Cohort
from project.base import clock
from tests.helpers.cast import Cast

from .classes import ROSTER, begun, briefed, fresh, member, uploaded
from .sessions import session_doors


def planned(cast: Cast) -> Cohort:
    """A class of three that can be ordered for now."""
    cohort = begun(cast, now=clock.now())
    uploaded(cast.clara, cohort, now=clock.now())
    return fresh(briefed(cohort, cast.clara, clock.now()))


def class_doors(cast: Cast) -> dict[str, dict[str, Any]]:
    """The parts of each address of classes."""
    now, cohort = clock.now(), planned(cast)
    upload = upload_roster(actor=cast.clara, cohort=cohort, text=ROSTER, now=now)
    fields = ["name", "email", "group", "key", ":company"]
    match_roster(actor=cast.clara, upload=upload, fields=fields, now=now)
    sent = SimpleUploadedFile("style.txt", b"Short sentences.", "text/plain")
    file = attach_files(actor=cast.clara, cohort=cohort, uploads=[sent], now=now)[0]
    snapshot = make_snapshot(actor=cast.clara, cohort=cohort, now=now)
    link, key = make_report_link(actor=cast.clara, snapshot=snapshot, name="Board", days=30, now=now)
    of_class = {"public_id": cohort.public_id}
    of_upload = {**of_class, "upload_id": upload.public_id}
    of_member = {**of_class, "member_id": member(cohort, "Ada").public_id}
    names = ("class", "settings", "field_add", "field_remove", "brief", "roster", "member_new", "place")
    more = ("plan", "writers", "installments", "nudge", "reports")
    return {
        **session_doors(cast, cohort, now),
        **{f"cohorts:{name}": of_class for name in (*names, *more)},
        "cohorts:end": {**of_class, "verb": "close"},
        "cohorts:file_remove": {**of_class, "file_id": file.public_id},
        **{f"cohorts:{name}": of_upload for name in ("roster_check", "roster_save", "roster_discard")},
        **{
            f"cohorts:{name}": of_member
            for name in ("member", "member_remove", "member_order", "member_files")
        },
        "cohorts:report": {"public_id": snapshot.public_id},
        "cohorts:report_file": {"public_id": snapshot.public_id, "kind": "csv"},
        "cohorts:report_link_revoke": {"public_id": link.public_id},
        "cohorts:shared_report": {"key": key},
    }


def class_scene(cast: Cast) -> tuple[dict[str, list[str]], Cohort]:
    """The same for addresses of the API: ids by resource."""
    doors = class_doors(cast)
    cohort = Cohort.objects.get(public_id=doors["cohorts:class"]["public_id"])
    ids = {
        "orders/classes": [cohort.public_id],
        "orders/class-plans": [cohort.public_id],
        "orders/class-members": [doors["cohorts:member"]["member_id"]],
        "orders/class-reports": [doors["cohorts:report"]["public_id"]],
        "orders/class-report-links": [doors["cohorts:report_link_revoke"]["public_id"]],
    }
    return ids, cohort
