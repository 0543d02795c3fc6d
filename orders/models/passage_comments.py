"""What an editor says of a passage of a delivered text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from clients.models import AccountPerson
from orders.querysets.orders import sees_unapproved_deliveries
from orders.states.deliveries import ReviewVerdict
from project.base.text import validate_text

from .deliveries import Delivery

if TYPE_CHECKING:
    from project.base.viewer import Viewer

PASSAGE_LIMIT = 300
COMMENT_LIMIT = 2_000


class PassageCommentQuerySet(models.QuerySet["PassageComment"]):
    def visible_to(self, viewer: Viewer) -> PassageCommentQuerySet:
        """Comments on visible deliveries: for its editor at once, for writer and desk from the verdict on,
        and never for the client's side."""
        if not sees_unapproved_deliveries(viewer):
            return self.none()
        rows = self.filter(agency_id=viewer.agency_id, delivery__in=Delivery.objects.visible_to(viewer))
        said = ~Q(delivery__verdict=ReviewVerdict.PENDING)
        mine = Q(delivery__order__editor_id=viewer.member_id) | Q(by_id=viewer.member_id)
        own = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
        of_client = Q(delivery__order__account_id__in=own.values("account_id"))
        return rows.filter(said | mine).exclude(of_client)


class PassageComment(OfAgency):
    """A comment on the words `passage` of one version, in the order in which they were written. Append-only,
    and kept with its delivery."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="comments")
    passage = models.CharField(_("passage"), max_length=PASSAGE_LIMIT, validators=[validate_text])
    text = models.TextField(_("comment"), validators=[MaxLengthValidator(COMMENT_LIMIT), validate_text])
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PassageCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a passage")
        verbose_name_plural = _("comments on passages")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(passage="") & ~Q(text=""), name="passagecomment_not_empty")
        ]
