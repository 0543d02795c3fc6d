"""The embedded server's settings by the memory of the machine, and that it runs with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from project.embedded_postgres import memory

GB = 1024 * memory.MB
NAMES = ("shared_buffers", "effective_cache_size", "work_mem", "maintenance_work_mem")


@pytest.mark.parametrize(
    ("machine", "expected"),
    [
        (GB // 4, ("64MB", "128MB", "4MB", "32MB")),
        (1 * GB, ("128MB", "512MB", "4MB", "32MB")),
        (4 * GB, ("512MB", "2048MB", "8MB", "128MB")),
        (16 * GB, ("1024MB", "8192MB", "32MB", "256MB")),
        (256 * GB, ("1024MB", "131072MB", "32MB", "256MB")),
    ],
)
def test_settings_grow_with_the_machine_within_bounds(machine: int, expected: tuple[str, ...]) -> None:
    found = memory.settings_for(machine)

    assert tuple(found[name] for name in NAMES) == expected
    assert (found["random_page_cost"], found["jit"]) == ("1.1", "off")
    assert found["max_parallel_workers_per_gather"] == "0"


@pytest.mark.parametrize("machine", [GB, 2 * GB, 4 * GB, 16 * GB, 64 * GB])
def test_a_server_at_its_busiest_leaves_most_of_the_machine(machine: int) -> None:
    taken = {name: int(value.removesuffix("MB")) for name, value in _in_mb(machine).items()}
    busiest = taken["shared_buffers"] + 30 * taken["work_mem"] + 3 * taken["maintenance_work_mem"]

    assert busiest * memory.MB <= machine * 0.36


def _in_mb(machine: int) -> dict[str, str]:
    return {name: value for name, value in memory.settings_for(machine).items() if value.endswith("MB")}


@pytest.mark.parametrize(
    ("groups", "files", "expected"),
    [
        ("0::/\n", {"memory.max": "2147483648\n"}, 2 * GB),
        ("0::/box\n", {"memory.max": "max\n", "box/memory.max": "1073741824\n"}, GB),
        ("0::/box/in\n", {"box/memory.max": "1073741824\n", "box/in/memory.max": "max\n"}, GB),
        ("5:cpu:/x\n4:memory:/box\n", {"memory/box/memory.limit_in_bytes": "536870912\n"}, GB // 2),
    ],
)
def test_the_limits_of_a_container_count(
    tmp_path: Path, groups: str, files: dict[str, str], expected: int
) -> None:
    there = {f"sys/fs/cgroup/{name}": text for name, text in files.items()} | {"proc/self/cgroup": groups}
    for name, text in there.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    assert memory.of_machine(tmp_path) == expected


@pytest.mark.parametrize("groups", ["", "0::/\n", "4:memory:/\n"])
def test_without_a_limit_it_is_the_machine(tmp_path: Path, groups: str) -> None:
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text(groups)
    endless = tmp_path / "sys/fs/cgroup/memory/memory.limit_in_bytes"
    endless.parent.mkdir(parents=True)
    endless.write_text("9223372036854771712\n")

    assert memory.of_machine(tmp_path) == memory.of_machine(tmp_path / "nothing") > GB // 2
