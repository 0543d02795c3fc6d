"""The settings of the counting pass: ours, and the middleware that counts."""

# ruff: noqa: F403
from project.settings import *
from project.settings import MIDDLEWARE

MIDDLEWARE = ["bench.watched.StatementsMiddleware", *MIDDLEWARE]
