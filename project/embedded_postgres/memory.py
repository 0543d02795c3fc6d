"""How much of the machine the embedded server takes: its settings by the memory there is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

MB = 1024 * 1024


def settings_for(memory: int) -> dict[str, str]:
    """The settings of a server on a machine with `memory` bytes, which web and worker share with it.

    The most that it takes of them, with thirty connections that all sort at once, is about a third.
    """
    return {
        # Kept for pages of tables and indexes; taken from the machine as they are first used.
        "shared_buffers": _part(memory, 8, least=64, most=1024),
        # What the planner may expect to find in memory, in these and in the system's own cache.
        "effective_cache_size": _part(memory, 2, least=128, most=1024 * 1024),
        # For each sort and hash of each connection.
        "work_mem": _part(memory, 512, least=4, most=32),
        # For building an index and for each of three vacuums.
        "maintenance_work_mem": _part(memory, 32, least=32, most=256),
        # Of a solid-state disk, where a page elsewhere costs hardly more than the next one.
        "random_page_cost": "1.1",
        # A backup, a restore and the deletion of an agency each lock all tables and their indexes.
        "max_locks_per_transaction": "256",
        # Compiling takes longer than any of our statements runs.
        "jit": "off",
        # Starting further processes for a statement takes longer than most of ours run, and processors that
        # other people's pages wait for.
        "max_parallel_workers_per_gather": "0",
    }


def of_machine(root: Path = Path("/")) -> int:
    """Bytes of memory that this process may count on: of the machine, or of its container (the limits of
    control groups, of either version, found below `root`)."""
    physical = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min([physical, *_limits(root)])


def _part(memory: int, parts: int, *, least: int, most: int) -> str:
    return f"{min(max(memory // parts // MB, least), most)}MB"


def _limits(root: Path) -> Iterator[int]:
    """The limit of each group that this process is in, and of those around it."""
    for line in _read(root / "proc/self/cgroup").splitlines():
        _number, controllers, path = line.split(":", 2)
        if not controllers:
            top, name = root / "sys/fs/cgroup", "memory.max"
        elif "memory" in controllers.split(","):
            top, name = root / "sys/fs/cgroup/memory", "memory.limit_in_bytes"
        else:
            continue
        group = top / path.strip("/")
        for folder in (group, *group.parents):
            if folder.is_relative_to(top) and (limit := _read(folder / name).strip()).isdigit():
                yield int(limit)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # another system, or another version
        return ""
