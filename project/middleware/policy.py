"""What a browser may do with a page: the header Content-Security-Policy."""

from __future__ import annotations

from functools import lru_cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: What the decorators of django-csp leave on an answer whose policy is its own.
OWN = frozenset({"_csp_config", "_csp_update", "_csp_replace", "_csp_exempt"})


class PolicyMiddleware(CSPMiddleware):
    """As django-csp does it; but the policy that nearly every answer has is written once, not anew for each.

    No page of ours has a script or a style within it, so no request gets a nonce.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Nothing is prepared."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if settings.DEBUG or not OWN.isdisjoint(vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, usual_policy())
        return response


@lru_cache(maxsize=1)
def usual_policy() -> str:
    """The policy of every answer that has none of its own (CONTENT_SECURITY_POLICY)."""
    return build_policy()
