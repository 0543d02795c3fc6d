"""The main job by a program: a client that was generated from the description takes an order from preset and
draft to the invoice, over HTTP. And the lines of docs/api.md, as they stand there."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.actions.tokens import make_token
from billing.actions.invoices import save_letterhead
from project.base import clock
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, SELLER, place_order

pytestmark = [pytest.mark.django_db(transaction=True)]
DOCS = Path(settings.BASE_DIR) / "docs"
TEXT = "# A quiet harbour\n\nBoats come in at dusk, and nobody hurries.\n\n## The market\n\nFish, salt, talk."
BRIEF = "A feature about the harbour at dusk, for visitors who stay a night."


def token_of(member: Member) -> str:
    return make_token(actor=member, name="Program", read_only=False, days=7, now=clock.now())[1]


@pytest.fixture(scope="session")
def package() -> str:
    """The generated client, to be imported by this name; not tidied up, as nobody reads it.

    It is kept between runs, and generated anew when the description or the generator changes."""
    description, name = DOCS / "openapi.json", "quillhouse_client"
    version = metadata.version("openapi-python-client")
    digest = hashlib.sha256(version.encode() + description.read_bytes()).hexdigest()[:16]
    clients = Path(settings.DATA_DIR) / "test-clients"
    kept = clients / digest
    if not kept.exists():
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
            whole = Path(folder) / "whole"
            generate(description, whole / name)
            clients.mkdir(exist_ok=True)
            with suppress(OSError):  # another process was quicker
                whole.rename(kept)
        for former in clients.iterdir():
            if former != kept:
                shutil.rmtree(former, ignore_errors=True)
    sys.path.insert(0, str(kept))
    return name


def generate(description: Path, folder: Path) -> None:
    folder.parent.mkdir()
    untidy = folder.with_suffix(".yml")
    untidy.write_text("post_hooks: []")
    program = Path(sys.executable).parent / "openapi-python-client"
    command: list[str | Path] = [
        program,
        "generate",
        "--path",
        description,
        "--meta",
        "none",
        "--config",
        untidy,
    ]
    subprocess.run([*command, "--output-path", folder], check=True, capture_output=True)


class Program:
    """Somebody's program: calls operations of the generated client, by name, with plain bodies."""

    def __init__(self, package: str, url: str, member: Member) -> None:
        self.package = package
        client = import_module(f"{package}.client").AuthenticatedClient
        host = f"{member.agency.name.lower()}.localhost"
        self.client = client(base_url=url, token=token_of(member), prefix="Token", headers={"Host": host})

    def call(self, operation: str, *args: Any, body: Any = None, **options: Any) -> Any:
        """The parsed answer, as the client's own models have it. Raises AssertionError for a refusal."""
        module = import_module(f"{self.package}.api.{self._area(operation)}.{operation}")
        if body is not None:
            options["body"] = module.sync_detailed.__annotations__["body"]
            options["body"] = self._body(module, body)
        answer = module.sync_detailed(*args, client=self.client, **options)
        assert answer.status_code < 300, (operation, answer.status_code, answer.content)
        return answer.parsed

    def _area(self, operation: str) -> str:
        area = next((area for area in ("billing", "writer_management") if operation.startswith(area)), "")
        return area or "orders"

    def _body(self, module: Any, body: Any) -> Any:
        kinds = [value for name, value in vars(module).items() if name.endswith("Request")]
        (kind,) = kinds
        return kind.from_dict(body)


@pytest.fixture
def programs(cast: Cast, live_server: Any, package: str) -> Callable[[Member], Program]:
    return lambda member: Program(package, live_server.url, member)


def test_from_draft_to_invoice(cast: Cast, programs: Callable[[Member], Program]) -> None:
    clara, wendell, edith, manager = map(programs, (cast.clara, cast.wendell, cast.edith, cast.max))
    save_letterhead(actor=cast.max, fields=SELLER)

    preset = clara.call(
        "order_presets_create", body={"name": "Features", "service": "article", "quality": "standard"}
    )
    draft = clara.call("order_presets_apply", preset.id, body={"target_type": "draft"}).draft
    in_ten_days = (clock.now() + dt.timedelta(days=10)).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = {
        "title": "Harbour",
        "brief": BRIEF,
        "quantity": 600,
        "deadline": in_ten_days,
        "version": draft.version,
    }
    draft = clara.call("order_drafts_partial_update", draft.id, body=said)
    price = clara.call("order_drafts_calculate_price", draft.id)
    assert price.total == draft.estimated_price
    placing = {"total": price.total, "version": draft.version}
    order = clara.call("order_drafts_convert_to_order", draft.id, body=placing, idempotency_key="place")
    assert clara.call("order_drafts_convert_to_order", draft.id, body=placing).number == order.number
    number = order.number

    manager.call(
        "orders_offer", number, body={"writers": [cast.wendell.membership.public_id], "fee": "90.00"}
    )
    assert "accept_offer" in wendell.call("orders_retrieve", number).allowed
    wendell.call("orders_accept_offer", number)
    wendell.call("orders_start", number)
    wendell.call("orders_deliver", number, body={"text": TEXT})
    edith.call("orders_claim_review", number)
    edith.call("orders_approve", number, body={"version": 1})

    points = [{"place": "The market", "issue": "Too short", "wish": "Two more sentences", "need": "must"}]
    asked = {"order": number, "summary": "More about the market", "severity": "moderate", "points": points}
    revision = clara.call("revision_requests_create", body=asked)
    wendell.call("revision_requests_start", revision.id)
    answers = [{"position": 1, "answer": "done", "reply": "Two sentences added."}]
    answered = {"delivery": f"{TEXT} The auction starts at six. Bring cash.", "answers": answers}
    wendell.call("revision_requests_complete", revision.id, body=answered)
    edith.call("orders_claim_review", number)
    edith.call("orders_approve", number, body={"version": 2})

    done = clara.call("orders_accept", number)
    assert (done.state, clara.call("revision_requests_retrieve", revision.id).state) == (
        "completed",
        "accepted",
    )
    invoice = manager.call("billing_invoices_create", body={"order": number})
    assert (invoice.total, invoice.order) == (price.total, number)
    assert clara.call("billing_invoices_retrieve", invoice.number).reference == invoice.reference


def test_time_off_candidates_and_a_waiting_list(cast: Cast, programs: Callable[[Member], Program]) -> None:
    wendell, wanda, edith, manager = map(programs, (cast.wendell, cast.wanda, cast.edith, cast.max))
    number = place_order(cast.clara, now=clock.now()).number

    capacity = wendell.call("writer_management_writer_capacity_my_capacity")
    today = clock.now().date()
    away = {"start_date": f"{today - DAY}", "end_date": f"{today + 20 * DAY}", "reason": "A long walk"}
    wendell.call("writer_management_writer_capacity_add_blackout", capacity.id, body=away)
    status = wendell.call("writer_management_writer_capacity_status", capacity.id)
    assert [reason.code for reason in status.reasons] == ["away"]
    assert wendell.call("writer_management_writer_capacity_update_active_count").active_orders_count == 0

    found = manager.call("writer_management_assignments_candidates", number)
    codes = {each.writer.id: [reason.code for reason in each.reasons] for each in found.candidates}
    ids = [member.membership.public_id for member in (cast.wendell, cast.wanda)]
    assert codes == {ids[0]: ["away"], ids[1]: []}
    places = [{"writer": each, "fee": "80.00"} for each in ids]
    manager.call("writer_management_waiting_lists_update", number, body={"places": places, "hours": 24})
    assert "accept_offer" in wanda.call("orders_retrieve", number).allowed

    assert edith.call("writer_management_editor_workload_my_workload").max_concurrent_tasks == 5


def lines() -> list[str]:
    """The lines of docs/api.md that call curl."""
    return [line for line in (DOCS / "api.md").read_text().splitlines() if line.startswith("curl ")]


def test_the_five_lines_of_the_docs(cast: Cast, live_server: Any) -> None:
    port = live_server.url.rsplit(":", 1)[1]
    known = {"HOST": f"http://inkwell.localhost:{port}", "TOKEN": token_of(cast.clara)}
    # The name of the host is asked of nobody.
    options = ["--fail-with-body", "--resolve", f"inkwell.localhost:{port}:127.0.0.1"]

    answers = []
    for line in lines():
        told = re.sub(r"\$(HOST|TOKEN)", lambda match: known[match[1]], line)
        program, *arguments = shlex.split(told)
        done = subprocess.run([program, *options, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        answers.append(json.loads(done.stdout))

    price, me, draft, found, orders = answers
    assert price["total"] and me["id"] == cast.clara.membership.public_id
    assert [row["id"] for row in found["results"]] == [draft["id"]] and orders["results"] == []
