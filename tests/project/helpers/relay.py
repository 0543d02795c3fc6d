"""A database on the loopback that can fall silent: connections are taken, and nothing is said."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Relay:
    """Hands on what comes by TCP to the socket of a real server, as long as it `speaks`."""

    def __init__(self, target: Path) -> None:
        self.target, self.speaks = target, threading.Event()
        self.speaks.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.open = [self.listener]

    def take(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self.listener.accept()
                self.open.append(client)
                threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        if not self.speaks.is_set():
            return  # to this one nothing is ever said
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(self.target))
        self.open.append(server)
        for source, sink in ((client, server), (server, client)):
            threading.Thread(target=self._hand_on, args=[source, sink], daemon=True).start()

    def _hand_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not self.speaks.is_set():
                    return
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def relay_to(target: Path) -> Iterator[Relay]:
    """A relay that takes connections until the block ends."""
    relay = Relay(target)
    threading.Thread(target=relay.take, daemon=True).start()
    try:
        yield relay
    finally:
        for each in relay.open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)  # closing alone ends nothing while a thread reads from it
            each.close()
