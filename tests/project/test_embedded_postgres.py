"""The embedded server under what happens to servers: crowds at the first start,
and kill -9. Real processes, real files."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from project.embedded_postgres import memory, placement
from project.embedded_postgres.server import Server, ServerError

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = {"fsync": "off", "shared_buffers": "16MB"}
ENSURE = f"""
import sys
from pathlib import Path
from project.embedded_postgres.server import Server
print(Server(Path(sys.argv[1]), options={OPTIONS}).ensure())
"""


def reachable(folder: Path) -> None:
    """Let an ordinary user, as whom root starts the server, reach the folder:
    through all that pytest made above it."""
    while folder != Path(tempfile.gettempdir()) and folder != folder.parent:
        folder.chmod(0o755)
        folder = folder.parent


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    reachable(tmp_path)
    made = Server(tmp_path / "pg", options=OPTIONS)
    yield made
    made.stop()


def ensure_in_process(server: Server) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", ENSURE, str(server.data)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answers(processes: "list[subprocess.Popen[str]]") -> list[str]:
    outputs = [(process.communicate(timeout=60), process.returncode) for process in processes]
    assert [code for _, code in outputs] == [0] * len(processes), outputs
    return sorted(out.strip() for (out, _), _ in outputs)


def postmaster(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def ask(server: Server, query: str) -> object:
    with psycopg.connect(host=str(server.socket_dir), user="postgres", dbname=server.database) as connection:
        row = connection.execute(query).fetchone()
        return row and row[0]


def test_eight_first_starts_at_once_make_one_server(server: Server) -> None:
    said = answers([ensure_in_process(server) for _ in range(8)])

    assert said == ["False"] * 7 + ["True"]
    assert ask(server, "SHOW fsync") == "off"


def test_killed_server_comes_back_once_for_all_who_ask(server: Server) -> None:
    server.ensure()
    with psycopg.connect(host=str(server.socket_dir), user="postgres", dbname="quillhouse") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    for _ in range(2):
        os.kill(postmaster(server), signal.SIGKILL)
        said = answers([ensure_in_process(server) for _ in range(4)])
        assert said.count("True") <= 1
        assert ask(server, "SELECT answer FROM kept") == 42


@pytest.mark.parametrize("seconds", [0.15, 0.3, 0.6])
def test_killed_first_start_leaves_nothing_in_the_way(server: Server, seconds: float) -> None:
    first = ensure_in_process(server)
    time.sleep(seconds)
    first.kill()
    first.communicate()

    assert answers([ensure_in_process(server)])[0] in ("True", "False")

    assert ask(server, "SELECT 1") == 1


def test_lost_database_is_made_again_while_the_server_runs(server: Server) -> None:
    server.ensure()
    with psycopg.connect(
        host=str(server.socket_dir), user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute("DROP DATABASE quillhouse")

    assert server.ensure() is False
    assert ask(server, "SELECT 1") == 1


def test_stop_and_start_again(server: Server) -> None:
    assert server.stop() is False
    assert server.ensure() is True
    assert server.ensure() is False
    assert server.stop() is True
    assert not server.is_up()
    assert server.ensure() is True


def test_the_server_has_the_settings_of_the_machine_but_where_others_were_named(server: Server) -> None:
    server.options["work_mem"] = "5MB"
    server.ensure()

    for name, value in (memory.settings_for(memory.of_machine()) | server.options).items():
        found = str(ask(server, f"SHOW {name}"))
        assert found == value or _bytes(server, found) == _bytes(server, value), name


def _bytes(server: Server, size: str) -> object:
    return ask(server, f"SELECT pg_size_bytes('{size}')")


def test_folder_with_other_things_is_left_alone(server: Server) -> None:
    server.data.mkdir()
    (server.data / "letter.txt").write_text("keep me")

    with pytest.raises(ServerError, match="holds no database"):
        server.ensure()

    assert (server.data / "letter.txt").read_text() == "keep me"


def test_path_with_spaces_and_a_long_path(tmp_path: Path) -> None:
    reachable(tmp_path)
    deep = Server(tmp_path / ("a long name with spaces " * 4).strip() / "pg", options=OPTIONS)
    try:
        assert deep.ensure() is True
        assert deep.socket_dir != deep.data
        assert deep.socket_dir.stat().st_mode & 0o777 == 0o700
        assert ask(deep, "SELECT 1") == 1
    finally:
        deep.stop()
        deep.socket_dir.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root meets folders that its server's user cannot enter")
def test_data_below_a_private_folder_is_kept_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "home"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(placement, "SHARED_DIR", Path("/shared"))

    place = placement.data_dir(private / "var" / "pg")

    assert place.is_relative_to("/shared")
    assert placement.data_dir(private / "var" / "pg") == place
    assert placement.data_dir(private / "other" / "pg") != place
    private.rename(tmp_path / "moved")
    assert placement.data_dir(tmp_path / "moved" / "var" / "pg") == place
