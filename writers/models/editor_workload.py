"""How many reviews an editor takes: what they, or the desk, have set."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import agency_id_unique
from project.base.ids import public_id
from writers.states.capacity import DEFAULT_MAX_REVIEWS, MOST_ACTIVE

from .capacity import Accepting
from .own_rows import OwnRows


class EditorWorkload(Accepting):
    """What one editor has set. Without a row the defaults of its columns hold. Reviews in hand are counted
    from orders. `version` as in WriterCapacity."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="workload_rows")
    max_active = models.PositiveSmallIntegerField(_("most reviews at once"), default=DEFAULT_MAX_REVIEWS)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = _("editor’s workload")
        verbose_name_plural = _("editors’ workload")
        constraints = [
            agency_id_unique("editorworkload"),
            models.UniqueConstraint(fields=["agency", "member"], name="editorworkload_once"),
            models.CheckConstraint(
                condition=Q(max_active__gte=1, max_active__lte=MOST_ACTIVE), name="editorworkload_max_active"
            ),
            models.CheckConstraint(
                condition=Q(accepting=False) | Q(paused_until=None), name="editorworkload_paused"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
