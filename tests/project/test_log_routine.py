"""What the worker says of sweeps that go as they should: nothing."""

from __future__ import annotations

import io
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest

from project.logging import configuration

WORKER = "procrastinate.worker.worker-quillhouse"
SWEEP: dict[str, Any] = {"id": 7, "task_kwargs": {"timestamp": 1796095080}}
MAIL: dict[str, Any] = {"id": 8, "task_kwargs": {"mail_id": 12}}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What production writes, as it is configured; afterwards logging is as it was."""
    out, root = io.StringIO(), logging.getLogger()
    before = root.handlers[:], root.level
    settings = configuration(json_lines=True)
    settings["handlers"]["console"]["stream"] = out
    logging.config.dictConfig(settings)
    try:
        yield out
    finally:
        logging.config.dictConfig(configuration(json_lines=False))
        root.handlers[:], root.level = before


@pytest.mark.parametrize("action", ["start_job", "job_success"])
def test_a_sweep_that_goes_as_it_should_writes_no_line(lines: io.StringIO, action: str) -> None:
    logging.getLogger(WORKER).info("of a sweep", extra={"action": action, "job": SWEEP})
    logging.getLogger(WORKER).info("of a mail", extra={"action": action, "job": MAIL})

    assert "of a sweep" not in lines.getvalue() and lines.getvalue().count("of a mail") == 1


def test_a_sweep_that_fails_does(lines: io.StringIO) -> None:
    for action in ("job_error", "job_error_retry"):
        logging.getLogger(WORKER).info(f"line {action}", extra={"action": action, "job": SWEEP})
    logging.getLogger("quillhouse.sweeps").error("A sweep failed")

    assert all(words in lines.getvalue() for words in ("line job_error", "job_error_retry", "A sweep failed"))
