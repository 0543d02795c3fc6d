"""The settings of who fills and measures: ours, and the tables of the floor."""

# ruff: noqa: F403
from project.settings import *
from project.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.floor"]
