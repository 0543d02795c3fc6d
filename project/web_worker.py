"""The worker of gunicorn that serves Quillhouse: its threads, with a door in front of them."""

from __future__ import annotations

import errno
import selectors
import socket
import ssl
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from gunicorn import http
from gunicorn.sock import ssl_wrap_socket
from gunicorn.workers.gthread import TConn, ThreadWorker

from project import health

#: How such questions begin, and how many bytes one may have in all. They have no body.
HEALTH = (b"GET /healthz/", b"HEAD /healthz/")
MOST_BYTES = 8192
#: Threads that answer them and wait for nobody; threads that say goodbye to clients who hang on.
HEALTH_THREADS, GOODBYES = 2, 4
#: Seconds in which a connection has to say what it wants.
FIRST_BYTES = 10.0
#: Seconds between two signs of life, which touch a file. Whoever gives none for a minute is ended.
SIGN_EVERY = 1.0
GONE = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)


class Connection(TConn):
    """A connection whose goodbye, which waits for the client for up to two seconds, holds up no other."""

    goodbyes: ThreadPoolExecutor

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.goodbyes.submit(super().close, True)
        else:
            super().close()


class Worker(ThreadWorker):
    """Reads how each request begins before a thread has to do with it. Questions about health go to threads
    of their own, so that they are answered while all others wait for a database that says nothing; and a
    connection that says nothing keeps no thread.
    """

    next_sign = 0.0

    def init_process(self) -> None:
        self.health_pool = ThreadPoolExecutor(HEALTH_THREADS, "health")
        self.goodbyes = ThreadPoolExecutor(GOODBYES, "goodbye")
        super().init_process()

    def notify(self) -> None:
        """A sign of life, of which gunicorn would give one with each event of each connection."""
        if (now := time.monotonic()) >= self.next_sign:
            self.next_sign = now + SIGN_EVERY
            super().notify()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        health.probe.start()

    def accept(self, listener: socket.socket) -> None:
        try:
            client, address = listener.accept()
            conn = Connection(self.cfg, client, address, listener.getsockname())
            conn.goodbyes = self.goodbyes
            if self.cfg.is_ssl:
                conn.sock = ssl_wrap_socket(client, self.cfg)  # shakes hands with the first read
        except OSError as error:
            if error.errno not in (*GONE, errno.ENOTCONN) and not isinstance(error, ssl.SSLError):
                raise
            return
        self.nr_conns += 1
        conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
        conn.initialized = conn.data_ready = True
        self.enqueue_req(conn)

    def enqueue_req(self, conn: Connection) -> None:
        """Of a new connection, and of one that was kept for another request."""
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + FIRST_BYTES
        self._look(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """When stopping: nor are connections that have said nothing yet waited for."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)

    def _look(self, conn: Connection) -> None:
        head, wanted = conn.parser.unreader.take_buffered(), selectors.EVENT_READ
        try:
            while (kind := is_health(head)) is None:
                more = conn.sock.recv(MOST_BYTES)
                if not more:
                    return self._leave(conn)
                head += more
        except (BlockingIOError, ssl.SSLWantReadError):
            pass
        except ssl.SSLWantWriteError:
            wanted = selectors.EVENT_WRITE
        except OSError:
            return self._leave(conn)
        conn.parser.unreader.unread(head)
        if kind is None:
            self.pending_conns.append(conn)
            self.poller.register(conn.sock, wanted, partial(self._more, conn))
        else:
            self._work(conn, self.health_pool if kind else self.tpool)

    def _more(self, conn: Connection, _client: Any) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        self._look(conn)

    def _leave(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()

    def _work(self, conn: Connection, pool: ThreadPoolExecutor) -> None:
        def done(future: Future[Any]) -> None:
            self.method_queue.defer(self.finish_request, conn, future)

        pool.submit(self.handle, conn).add_done_callback(done)


def is_health(head: bytes) -> bool | None:
    """Whether a request that begins so is a question about health, all of which is there. None: more bytes
    have to tell."""
    if not any(begin.startswith(head[: len(begin)]) for begin in HEALTH):
        return False
    if b"\r\n\r\n" not in head:
        return None if len(head) < MOST_BYTES else False
    fields = head.lower()
    return b"\ncontent-length:" not in fields and b"\ntransfer-encoding:" not in fields
