"""The headers that protect whoever reads an answer: on every one, whichever layer gave it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: What no page of ours asks a browser for. Passkeys, full screen and the clipboard stay with our own pages,
#: as browsers have it by themselves.
OFF = (
    "accelerometer",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join(f"{name}=()" for name in OFF)
#: Of answers that no view of ours gave: plain words, which need nothing.
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
#: Kinds of answers that a browser may read as a page.
READ_AS_PAGES = ("text/html", "text/plain", "application/json", "")


class HeadersMiddleware:
    """First of all, since the layers beneath it answer by themselves as well: the host that nobody has, the
    health check, the database that is away.

    A header that is there already stays: views and layers that know better have set it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self._wanted(request, response).items():
            response.headers.setdefault(name, value)
        return response

    def _wanted(self, request: HttpRequest, response: HttpResponseBase) -> dict[str, str]:
        wanted = {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
            "Permissions-Policy": PERMISSIONS,
        }
        if response.headers.get("Content-Type", "").partition(";")[0] in READ_AS_PAGES:
            wanted["Content-Security-Policy"] = NOTHING
        if not 200 <= response.status_code < 400:
            wanted["Cache-Control"] = "no-store"
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            wanted["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        return wanted
