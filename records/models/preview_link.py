"""Links by which somebody without an account sees what isn't public yet."""

from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.models.base import Record, get_record_types
from records.models.proposal import Proposal


def hash_preview_token(token: str) -> str:
    """Return what the database has of a token. It is random, so that a plain digest can't be reversed."""
    return sha256(token.encode()).hexdigest()


class PreviewLinkQuerySet(models.QuerySet):
    def valid(self) -> "PreviewLinkQuerySet":
        """Those whose time isn't over and whose proposal nobody has decided."""
        is_open = Q(proposal__isnull=True) | Q(proposal__in=Proposal.objects.waiting())
        return self.filter(is_open, expires_at__gt=timezone.now())

    def with_token(self, token: str) -> "PreviewLinkQuerySet":
        return self.valid().filter(token_digest=hash_preview_token(token))

    def of(self, shown: Proposal | Record) -> "PreviewLinkQuerySet":
        """The links to one proposal, or to the draft of one record."""
        if isinstance(shown, Proposal):
            return self.filter(proposal=shown)
        return self.filter(record_type=shown.type_code, object_id=shown.pk)

    def prune(self) -> int:
        """Delete those that open nothing any more; return the number of rows."""
        return self.exclude(pk__in=self.valid().values("pk")).delete()[0]


class PreviewLink(models.Model):
    """A link to the page of a waiting proposal, or of a draft, until a day. Its address is shown once."""

    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.CASCADE, related_name="preview_links")
    record_type = models.CharField(_("record type"), max_length=30, blank=True, default="")
    object_id = models.PositiveBigIntegerField(_("primary key of the record"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField(_("time"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))

    objects: ClassVar[Any] = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]
        default_permissions = ()  # those of its records
        constraints = [
            models.CheckConstraint(
                condition=Q(proposal__isnull=False, object_id__isnull=True)
                | Q(proposal__isnull=True, object_id__isnull=False),
                name="records_previewlink_shows_one",
                violation_error_message=_("A link shows a proposal or a draft."),
            )
        ]
        indexes = [models.Index(fields=["record_type", "object_id"], name="records_previewlink_record")]

    def __str__(self) -> str:
        return f"{self.proposal_id or f'{self.record_type} {self.object_id}'} {self.expires_at:%Y-%m-%d}"

    @classmethod
    def make(cls, shown: Proposal | Record, user: Any, expires_at: Any) -> str:
        """Make a link; return its token, which isn't kept."""
        token = token_urlsafe(24)
        link = cls(token_digest=hash_preview_token(token), by=user, expires_at=expires_at)
        if isinstance(shown, Proposal):
            link.proposal = shown
        else:
            link.record_type, link.object_id = shown.type_code, shown.pk
        link.save()
        return token

    def find_shown(self) -> Any:
        """Return the proposal or the record, or None if it is gone."""
        if self.proposal is not None:
            return self.proposal
        return get_record_types()[self.record_type].objects.filter(pk=self.object_id).first()
