"""bin/run: the database, then the migrations and the demo, then web and worker until somebody says stop."""

import errno
import io
import os
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import ModuleType
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, InterfaceError, connections

from project.embedded_postgres.server import ServerError

from .database import running, server_of
from .say import Refusal, refuse, step
from .services import Services

LEAST_SPACE_MB = 150


def main() -> int:
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, _interrupt)
    try:
        return _run(_settings())
    except (Refusal, ServerError) as refusal:
        return refuse(str(refusal))
    except KeyboardInterrupt:
        print("\nQuillhouse: Stopped before it was ready.", file=sys.stderr, flush=True)
        return 130


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _settings() -> ModuleType:
    try:
        import project.settings as settings
    except ImproperlyConfigured as error:
        raise Refusal(str(error)) from error
    except ValueError as error:
        raise Refusal(f"A setting cannot be read: {error}") from error
    return settings


def _run(settings: ModuleType) -> int:
    print(
        f"Quillhouse, {'production' if settings.PRODUCTION else 'demo' if settings.DEMO else 'development'}"
    )
    _check_space(settings)
    binds = _free_addresses(settings)
    with _database(settings):
        people, lacks = _prepare(settings)
        services = Services(settings, binds)
        try:
            with step("Starting web and worker"):
                services.start()
            _welcome(settings, services, people)
            _say_what_lacks(lacks)
            return services.watch()
        except KeyboardInterrupt:
            print("\nStopping …", flush=True)
            return 0  # asked to stop, it stops: nothing failed
        finally:
            services.stop()


def _prepare(settings: ModuleType) -> tuple[str, list[str]]:
    """Import the program, once for all that is started here, and bring database and files up to date. Who can
    sign in to the demo, and what the installation lacks; no connection stays open."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup(set_prefix=False)
    people = io.StringIO()
    try:
        call_command("prepare", skip_checks=False)
        if settings.DEMO:
            call_command("demo_people", stdout=people)
        lacks = [] if settings.DEMO else _lacks()
    except (CommandError, DatabaseError, InterfaceError) as error:
        raise Refusal(f"The preparations failed: {error}") from error
    finally:
        connections.close_all()
    return people.getvalue(), lacks


def _lacks() -> list[str]:
    """What keeps people from working here, in sentences."""
    found = io.StringIO()
    with suppress(CommandError):  # that is how it says that something is missing
        call_command("check_installation", stdout=found)
    return [line for line in found.getvalue().splitlines() if line != "Nothing is missing."]


def _say_what_lacks(lacks: list[str]) -> None:
    if lacks:
        print("\nMissing (manage.py check_installation lists it again):", flush=True)
    for words in lacks:
        print(f"  - {words}", flush=True)


def _check_space(settings: ModuleType) -> None:
    place = settings.DATA_DIR
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free // 1_000_000
    if free < LEAST_SPACE_MB:
        raise Refusal(
            f"The disk that holds {settings.DATA_DIR} is full: {free} MB are left, {LEAST_SPACE_MB} MB are "
            "needed."
        )


def _free_addresses(settings: ModuleType) -> list[str]:
    """Where to listen; the loopback of both kinds, if the machine has
    both. Raises Refusal when a port is taken."""
    hosts = [settings.BIND]
    if settings.BIND == "127.0.0.1" and _has_ipv6_loopback():
        hosts.append("::1")
    for host in hosts:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, settings.PORT))
            except OSError as error:
                raise Refusal(_port_sentence(settings, host, error)) from error
    return [f"[{host}]:{settings.PORT}" if ":" in host else f"{host}:{settings.PORT}" for host in hosts]


def _port_sentence(settings: ModuleType, host: str, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.PORT} is taken by another program: stop it, or choose another port, "
            f"for example PORT={settings.PORT + 1} bin/run."
        )
    return f"Port {settings.PORT} on {host} cannot be used ({error.strerror}): choose another PORT or BIND."


def _has_ipv6_loopback() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@contextmanager
def _database(settings: ModuleType) -> Iterator[None]:
    server = server_of(settings)
    with ExitStack() as stack:
        if server is not None:
            with step("Starting the database"):
                stack.enter_context(running(server))
            if server.data != server.wanted:
                print(
                    f"  (its user cannot enter {server.wanted.parent}, so it is kept in {server.data.parent})"
                )
        yield


def _welcome(settings: ModuleType, services: Services, people: str) -> None:
    address = f"{settings.PUBLIC_SCHEME}://{{}}:{settings.PORT}/"
    if settings.DEMO:
        names = ("localhost", "inkwell.localhost", "northwind.localhost")
        print("\nOpen  " + "\n      ".join(address.format(name) for name in names))
        print(people.rstrip())
    else:
        print(f"\nListening at {address.format(settings.BIND)}")
    if services.log_dir:
        print(f"\nLogs are in {services.log_dir}.", end=" ")
    print("Ctrl-C stops Quillhouse.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
