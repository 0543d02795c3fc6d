"""A slash that is missing at the end of a page's address is put there; not at one of the API."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.common import CommonMiddleware

from project.base.api.problems import is_api


class SlashMiddleware(CommonMiddleware):
    """Django's own, without its redirects below the API: a program that follows one with GET would take a
    list for the answer to what it wanted to create."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        return not is_api(request) and super().should_redirect_with_slash(request)
