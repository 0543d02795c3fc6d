"""Questions that clients asks of apps to its right, without importing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from project.base.hooks import Registry

from .models import AccountPerson

#: (person of an account) -> what else of that account the person may take along, named as in an export.
AccountFacts = Callable[[AccountPerson], Mapping[str, Any]]

account_facts: Registry[AccountFacts] = Registry("clients.hooks.account_facts")
