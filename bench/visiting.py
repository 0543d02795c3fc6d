"""A visitor: one kept connection, the cookies of one person, requests one after the other."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from bench.filling.houses import PASSWORD
from project.launcher.say import Refusal

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
# A browser says all this.
HEADERS = {
    "Accept": "text/html",
    "Accept-Encoding": "gzip",
    "Accept-Language": "en",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Proto": "https",
}


@dataclass
class Answer:
    """What came back: body as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Visitor:
    """One person at one host, through one kept connection."""

    port: int
    host: str
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def ask(
        self, path: str, fields: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request, a POST when there are fields; read all of the answer, and keep its cookies."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {
            **HEADERS,
            "Host": self.host,
            "Cookie": jar,
            "Referer": f"https://{self.host}/",
            **(headers or {}),
        }
        body = None
        if fields is not None:
            body, told["Content-Type"] = urlencode(fields), "application/x-www-form-urlencoded"
        answer = self._send("GET" if fields is None else "POST", path, body, told)
        content = answer.read()
        if answer.will_close:
            self.close()
        for each in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(each).items()})
        return Answer(answer.status, {name.lower(): text for name, text in answer.headers.items()}, content)

    def _send(self, *request: Any) -> http.client.HTTPResponse:
        """A kept connection that rested too long was closed by the server: then anew."""
        for _try in range(2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.connection.request(*request)
                return self.connection.getresponse()
            except (http.client.RemoteDisconnected, ConnectionError):
                self.close()
        raise Refusal(f"The web server at port {self.port} hangs up.")

    def text(self, path: str) -> str:
        """A page, not compressed."""
        return self.ask(path, headers={"Accept-Encoding": "identity"}).body.decode()

    def token(self, path: str) -> str:
        """The token of the first form of a page."""
        found = TOKEN.search(self.text(path))
        if not found:
            raise Refusal(f"{self.host}{path} shows no form.")
        return found[1]

    def sign_in(self, email: str) -> Visitor:
        """Come in as somebody of the crew."""
        path = "/accounts/sign-in/"
        typed = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": self.token(path)}
        answer = self.ask(path, typed)
        if answer.status != 302 or not any("session" in name for name in self.cookies):
            raise Refusal(f"{email} could not sign in at {self.host}: {answer.status}.")
        return self

    def close(self) -> None:
        """Hang up; the next request calls anew."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
