"""A mail server on the loopback that behaves as badly as it is told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class PostOffice:
    """`silent`: takes connections and says nothing. `seconds_to_yes`: how long it thinks about a whole mail.
    `goodbye`: whether QUIT is answered. `drip`: seconds between the letters of its greeting."""

    silent: bool = False
    seconds_to_yes: float = 0
    goodbye: bool = True
    drip: float = 0
    port: int = 0
    callers: int = 0
    taken: list[str] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                caller, _address = listener.accept()
            except OSError:
                return
            self.callers += 1
            threading.Thread(target=self.talk, args=[caller], daemon=True).start()

    def talk(self, caller: socket.socket) -> None:
        with suppress(OSError, ValueError), caller, caller.makefile("rb") as lines:
            if self.silent:
                lines.read()
                return
            for letter in b"220 here\r\n":
                caller.sendall(bytes([letter]))
                time.sleep(self.drip)
            for line in lines:
                self.answer(line.strip().upper(), lines, caller)

    def answer(self, said: bytes, lines: Iterator[bytes], caller: socket.socket) -> None:
        if said == b"DATA":
            caller.sendall(b"354 go on\r\n")
            text = b"".join(iter(lambda: next(lines), b".\r\n"))
            time.sleep(self.seconds_to_yes)
            self.taken.append(text.decode())
        if said == b"QUIT" and not self.goodbye:
            return
        caller.sendall(b"250 yes\r\n" if said != b"QUIT" else b"221 bye\r\n")


@contextmanager
def post_office(**manners: float) -> Iterator[PostOffice]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        office = PostOffice(**manners)  # type: ignore[arg-type]
        office.port = listener.getsockname()[1]
        threading.Thread(target=office.serve, args=[listener], daemon=True).start()
        yield office
        listener.shutdown(socket.SHUT_RDWR)
