"""Jobs of the agencies app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base.clock import now
from project.base.jobs import WEBHOOKS, AtItsTime, Urgency, task
from project.base.sweeps import declare_sweep

from .actions.agency_exports import make_export, sweep_exports
from .actions.closing import remind_of_closings
from .actions.closing_erasure import close_due
from .actions.domain_checks import check_claim, check_due
from .actions.domains import CHECK
from .actions.features import carry_out_plans
from .actions.file_sweeps import delete_all_unknown_names, delete_unknown_bytes, delete_unused
from .actions.import_jobs import check_import, finish_undo, run_import
from .actions.import_moving import Watched, fail_lost
from .actions.imports import sweep_rows
from .actions.webhook_deliveries import find_lost, purge_deliveries, purge_removed
from .actions.webhook_events import SEND
from .actions.webhook_secrets import forget_former_secrets
from .actions.webhook_sending import send_delivery
from .adapters.dns_txt import txt_records
from .adapters.webhook_post import post

#: Every six hours: let files end that nothing links, and bytes that no row names.
sweep_files = declare_sweep(
    "agencies.sweep_files", [delete_unused, delete_unknown_bytes], every="41 */6 * * *", each=Agency.objects
)
sweep_names = declare_sweep("agencies.sweep_names", [delete_all_unknown_names], every="43 */6 * * *")


@task(SEND, urgency=Urgency.SOON, queue=WEBHOOKS, retry=AtItsTime())
def send_webhook(delivery_id: int) -> None:
    """Send an event to a webhook; what its receiver does not take is sent again later."""
    send_delivery(delivery_id=delivery_id, post=post, now=now())


#: Every ten minutes: give deliveries without a job a new one, forget secrets that sign no more, the log
#: beyond its time, and what is left of removed webhooks.
sweep_webhooks = declare_sweep(
    "agencies.sweep_webhooks",
    [find_lost, forget_former_secrets, purge_deliveries, purge_removed],
    every="*/10 * * * *",
    rows=1_000,
)


#: Every hour: rows of uploaded files end a day after their upload.
sweep_imports = declare_sweep("agencies.sweep_imports", [sweep_rows], every="17 * * * *", each=Agency.objects)
#: Every ten minutes: imports whose job is gone have failed, and can be tried again.
sweep_lost_imports = declare_sweep(
    "agencies.sweep_lost_imports", [fail_lost], every="*/10 * * * *", each=Agency.objects
)


@task("agencies.check_import", urgency=Urgency.PERSON)
def check_uploaded(import_id: int) -> None:
    """Check the rows of an uploaded file, from where it was left off."""
    with Watched(import_id, now()):
        check_import(import_id=import_id, now=now())


@task("agencies.run_import", urgency=Urgency.PERSON)
def import_uploaded(import_id: int, member_id: int) -> None:
    """Bring in the rows of an uploaded file: all of them, once, or none."""
    with Watched(import_id, now()):
        run_import(import_id=import_id, member_id=member_id, now=now())


@task("agencies.undo_import", urgency=Urgency.PERSON)
def undo_imported(import_id: int, member_id: int) -> None:
    """Delete what an import has brought: all of it, once, or nothing."""
    with Watched(import_id, now()):
        finish_undo(import_id=import_id, member_id=member_id, now=now())


@task(CHECK, urgency=Urgency.PERSON, queue=WEBHOOKS, retry=False)
def check_domain(claim_id: int) -> None:
    """Look for the record of an own domain. One that is interrupted is due again a little later."""
    check_claim(claim_id=claim_id, resolve=txt_records, now=now())


#: Every five minutes: the records of domains that are due to be looked at.
sweep_domains = declare_sweep("agencies.sweep_domains", [check_due], every="*/5 * * * *", rows=200)


#: Every minute: switch features whose planned moment has come.
sweep_features = declare_sweep(
    "agencies.sweep_features", [carry_out_plans], every="* * * * *", each=Agency.working
)


@task("agencies.make_agency_export", urgency=Urgency.BULK)
def make_agency_export(export_id: int) -> None:
    """Make the archive of an agency, once. One whose worker is killed is made anew."""
    make_export(export_id=export_id, now=now())


#: Every ten minutes: delete archives whose time is over, and tell of those whose job does not go on.
sweep_agency_exports = declare_sweep("agencies.sweep_agency_exports", [sweep_exports], every="*/10 * * * *")


#: Every ten minutes: remind everybody of agencies that close soon, and delete those whose day has come, piece
#: by piece.
close_agencies = declare_sweep(
    "agencies.close_agencies", [remind_of_closings, close_due], every="*/10 * * * *", rows=4_000
)
