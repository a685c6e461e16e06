"""Revisions: who changed a record, when, why, and what it said afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from records.choices import WRITTEN_STATES, RevisionKind, RevisionState, Status
from records.models.base import Record, get_record_types
from records.models.constraints import build_choices_constraint
from records.models.proposal import Proposal


class RevisionQuerySet(models.QuerySet):
    def written(self) -> "RevisionQuerySet":
        """Those that were written to their records, which are the history of these; without proposed ones."""
        return self.filter(state__in=WRITTEN_STATES)

    def of(self, record: Record) -> "RevisionQuerySet":
        """The written revisions of one record, newest first."""
        return self.written().filter(record_type=record.type_code, object_id=record.pk).order_by("-pk")

    def deletions(self, model: type[Record]) -> "RevisionQuerySet":
        """The last revisions of the records of a type that are deleted, newest first."""
        later = Revision.objects.written().filter(
            record_type=OuterRef("record_type"), object_id=OuterRef("object_id"), pk__gt=OuterRef("pk")
        )
        rows = self.written().filter(record_type=model.type_code, status="").exclude(Exists(later))
        return rows.order_by("-pk")

    def newest(self) -> "RevisionQuerySet":
        """The newest written one of these revisions for each record."""
        newest = (
            self.written().order_by().values("record_type", "object_id").annotate(newest=models.Max("pk"))
        )
        return Revision.objects.filter(pk__in=newest.values("newest"))


class Revision(models.Model):
    """A record after a change, drafts included, or as a proposal would write it.

    A publication transaction adds one row for each record whose content or status it has changed. `data` is
    the snapshot of the record with its parts, links and sources; None with an empty `status` if the record
    was deleted. `outdated_texts`: place of a text → the revision with the English for which its Chinese was
    written.

    A row of a proposal is a revision that isn't written. `base_version` is the version of the record over
    which it was made, 0 if there was none; `object_id` is empty until the record is there. What it does
    follows from its fields: without data it deletes, with another slug it renames, and with the status of
    public records it publishes.
    """

    record_type = models.CharField(_("record type"), max_length=30)
    object_id = models.PositiveBigIntegerField(_("primary key of the record"), null=True)
    slug = models.CharField(_("slug"), max_length=160)
    version = models.PositiveIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    data = models.JSONField(_("the record"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=RevisionState, default=RevisionState.ACCEPTED)
    kind = models.CharField(_("type"), max_length=10, choices=RevisionKind, default=RevisionKind.UPDATE)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,  # "records_revision_by" begins with it
    )
    writer = models.CharField(
        _("writer"),
        max_length=150,
        help_text=_("The user name, which stays when the account is deleted, or the name of a command."),
    )
    reason = models.TextField(_("reason"), blank=True, default="")
    answers = models.JSONField(
        _("answers"),
        default=list,
        blank=True,
        db_default=[],
        help_text=_(
            "What the editor answered to questions: a list of code, field, value, question and answer."
        ),
    )
    outdated_texts = models.JSONField(
        _("texts whose English was changed after their Chinese"), default=dict, db_default={}, editable=False
    )
    publication = models.PositiveBigIntegerField(
        _("publication"),
        null=True,
        help_text=_("Number of the row of the publication log with this change; empty if it wasn't public."),
    )

    proposal = models.ForeignKey(
        Proposal,
        verbose_name=_("proposal"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="revisions",
    )
    base_version = models.PositiveIntegerField(_("version before"), null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-pk"]
        constraints = [
            build_choices_constraint("status", Status, blank=True),
            build_choices_constraint("state", RevisionState),
            build_choices_constraint("kind", RevisionKind),
            models.CheckConstraint(
                condition=Q(status="", data__isnull=True) | (~Q(status="") & Q(data__isnull=False)),
                name="records_revision_data",
                violation_error_message=_("Only the revision of a deleted record has no data and no status."),
            ),
            models.CheckConstraint(
                condition=(Q(state__in=WRITTEN_STATES, object_id__isnull=False))
                | (~Q(state__in=WRITTEN_STATES) & Q(proposal__isnull=False, base_version__isnull=False)),
                name="records_revision_proposal",
                violation_error_message=_("A revision was written to a record, or belongs to a proposal."),
            ),
        ]
        indexes = [
            models.Index(fields=["record_type", "object_id", "id"], name="records_revision_record"),
            models.Index(fields=["by", "record_type", "object_id"], name="records_revision_by"),
            models.Index(fields=["publication"], name="records_revision_publication"),
            models.Index(
                fields=["publication"],
                name="records_revision_corrections",
                condition=Q(kind=RevisionKind.CORRECTION),
            ),
            models.Index(
                fields=["record_type", "id"], name="records_revision_deletions", condition=Q(status="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.slug} {self.version}"

    @property
    def is_deletion(self) -> bool:
        return self.data is None

    @property
    def is_written(self) -> bool:
        return self.state in WRITTEN_STATES

    @property
    def model(self) -> type[Record]:
        return get_record_types()[self.record_type]
