"""Prints how many queries pages of the floor take, given a session and their paths; run with its settings."""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def main(session: str, *paths: str) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path, secure=True)
        assert answer.status_code == 200, path
        print(len(queries))


if __name__ == "__main__":
    main(*sys.argv[1:])
