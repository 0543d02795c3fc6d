"""A small mail server that speaks IMAP on the loopback, as far as reading a mailbox takes."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

USER, PASSWORD = "support@in.example", "p@ss w/rd"


@dataclass
class Folder:
    """Its mails by UID, their flags, and what was said to the server."""

    mails: dict[int, bytes]
    flags: dict[int, set[str]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    #: What is answered to a verb in place of OK.
    answers: dict[str, str] = field(default_factory=dict)
    port: int = 0


@contextmanager
def serving(
    mails: dict[int, bytes], *, tls: ssl.SSLContext | None = None, starts: bool = False
) -> Iterator[Folder]:
    """The server while it runs: with `tls` from the first byte on, or where it `starts` once it is asked."""
    folder = Folder(dict(mails), {uid: set() for uid in mails})

    class Handler(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            if tls and not starts:
                self._secure()
            super().setup()

        def _secure(self) -> None:
            assert tls is not None
            self.request = tls.wrap_socket(self.request, server_side=True)
            folder.heard.append("(secure)")

        def handle(self) -> None:
            self.wfile.write(b"* OK IMAP4rev1 ready\r\n")
            while line := self.rfile.readline().decode().strip():
                tag, _space, words = line.partition(" ")
                verb = words.replace("UID ", "").split(" ")[0].upper()
                folder.heard.append(words)
                for piece in _said(folder, verb, words):
                    self.wfile.write(piece)
                self.wfile.write(f"{tag} {folder.answers.get(verb, 'OK')} done\r\n".encode())
                if verb == "STARTTLS":
                    self._secure()
                    super().setup()
                if verb == "LOGOUT":
                    return

    class Server(socketserver.ThreadingTCPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever doesn't trust the certificate hangs up."""

    with Server(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        folder.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield folder
        finally:
            server.shutdown()
            thread.join()


def _said(folder: Folder, verb: str, words: str) -> Iterator[bytes]:
    uid = int(found[1]) if (found := re.search(r"(?:FETCH|STORE) (\d+)", words)) else 0
    if verb == "CAPABILITY":
        yield b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n"
    elif verb == "LOGIN" and (USER not in words or PASSWORD not in words):
        folder.answers["LOGIN"] = "NO"
    elif verb == "SELECT":
        yield f"* {len(folder.mails)} EXISTS\r\n".encode()
    elif verb == "SEARCH":
        unseen = [str(each) for each in sorted(folder.mails) if "\\Seen" not in folder.flags[each]]
        yield f"* SEARCH {' '.join(unseen)}\r\n".encode()
    elif verb == "FETCH" and uid in folder.mails:
        size = int(re.search(r"<0\.(\d+)>", words)[1])  # type: ignore[index]
        content = folder.mails[uid][:size]
        yield f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(content)}}}\r\n".encode() + content + b")\r\n"
    elif verb == "STORE":
        folder.flags[uid] |= set(re.findall(r"\\\w+", words))
    elif verb == "EXPUNGE":
        for gone in [each for each, flags in folder.flags.items() if "\\Deleted" in flags]:
            del folder.mails[gone], folder.flags[gone]
