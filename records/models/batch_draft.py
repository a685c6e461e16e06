"""Batches before they are proposed: what an import or a bulk edit would change."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.choices import ProposalOrigin, RevisionKind
from records.models.constraints import build_choices_constraint
from records.models.proposal import Proposal

#: For how long a batch is kept that nobody proposes.
KEPT_FOR = timedelta(days=14)
#: After so long, a worker that has claimed one is taken for dead; after so many attempts, nothing is tried.
_CLAIM, _MOST_ATTEMPTS = timedelta(minutes=10), 3
#: Batches of one account, and of all, that aren't proposed yet.
MOST_OF_ACCOUNT, MOST_OF_ALL = 5, 50


class BatchState(models.TextChoices):
    UPLOADED = "uploaded", _("is being read")
    REFUSED = "refused", _("can't be read")
    CHECKED = "checked", _("to be looked at")
    CONFIRMED = "confirmed", _("is being proposed")
    PROPOSED = "proposed", _("is proposed")
    FAILED = "failed", _("could not be processed")


class BatchDraftQuerySet(models.QuerySet):
    def undecided(self) -> "BatchDraftQuerySet":
        return self.filter(state__in=(BatchState.UPLOADED, BatchState.CHECKED, BatchState.CONFIRMED))

    def is_full(self, account: Any) -> bool:
        """Whether the account, or all together, have as many as may be."""
        kept = self.undecided()
        return kept.count() >= MOST_OF_ALL or kept.filter(account=account).count() >= MOST_OF_ACCOUNT

    def prune(self) -> int:
        """Delete those that nobody has proposed in time."""
        deleted, _by_model = self.filter(at__lt=timezone.now() - KEPT_FOR).delete()
        return deleted

    def claim_next(self) -> "BatchDraft | None":
        """Claim the oldest that a worker has to work on. Another worker gets another one."""
        now = timezone.now()
        pending = self.filter(state__in=(BatchState.UPLOADED, BatchState.CONFIRMED)).filter(
            Q(claimed_at=None) | Q(claimed_at__lt=now - _CLAIM)
        )
        pending.filter(attempts__gte=_MOST_ATTEMPTS).update(state=BatchState.FAILED, table=None)
        for pk in list(pending.order_by("at", "pk").values_list("pk", flat=True)[:10]):
            taken = pending.filter(pk=pk).update(claimed_at=now, attempts=models.F("attempts") + 1)
            if taken:
                found: Any = self.get(pk=pk)
                return found
        return None


class BatchDraft(models.Model):
    """The rows of an uploaded table, or of a bulk edit, until they are proposed.

    `relation`: the parts that the rows are; empty for records. `table`: the cells as they were read from
    the file, which isn't kept itself; None as soon as they are checked. `changes`: what the rows change, by
    record. `errors`: row, column and message of the first that are wrong. `is_stale`: records were changed
    after it was checked, and it is to be looked at again. `proposal`: what became of it.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    origin = models.CharField(max_length=10, choices=ProposalOrigin, default=ProposalOrigin.IMPORT)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.UPLOADED)
    record_type = models.CharField(max_length=30)
    relation = models.CharField(max_length=50, blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=10, default="en")
    size = models.PositiveIntegerField(default=0)
    table = models.JSONField(null=True)
    changes = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    error_count = models.PositiveIntegerField(default=0)
    wrong_rows = models.PositiveIntegerField(default=0)
    is_stale = models.BooleanField(default=False)
    reason = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=10, choices=RevisionKind, default=RevisionKind.UPDATE)
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = BatchDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch in preparation")
        verbose_name_plural = _("batches in preparation")
        default_permissions = ("add",)
        ordering = ["-at", "-pk"]
        constraints = [
            build_choices_constraint("origin", ProposalOrigin),
            build_choices_constraint("state", BatchState),
            build_choices_constraint("kind", RevisionKind),
        ]
        indexes = [models.Index(fields=["at"], name="records_batchdraft_at")]

    def __str__(self) -> str:
        return self.file_name or self.get_origin_display()
