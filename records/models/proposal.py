"""Proposals: changes of what is public that wait for another person, and what became of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.choices import ProposalOrigin, ProposalState, RevisionKind
from records.models.constraints import build_choices_constraint


def _build_account_field(label: Any, **options: Any) -> Any:
    options |= {"null": True, "on_delete": models.SET_NULL, "related_name": "+"}
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=label, **options)


class ProposalQuerySet(models.QuerySet):
    def waiting(self) -> "ProposalQuerySet":
        """Those that nobody has decided."""
        return self.filter(state=ProposalState.PROPOSED)

    def waiting_for(self, account: Any) -> "ProposalQuerySet":
        """Those that wait, without those whose last version this account wrote."""
        return self.waiting().exclude(Q(changed_by=account) | Q(by=account, changer=""))

    def unread(self) -> "ProposalQuerySet":
        """Those published alone at which nobody else has looked yet, and that weren't undone."""
        alone = self.filter(is_alone=True, read_at__isnull=True)
        return alone.exclude(undone_by__state=ProposalState.ACCEPTED)


class Proposal(models.Model):
    """A change of one or more records. Its rows are the revisions that name it and aren't written.

    When it is accepted, its rows are written to their records, which get revisions that name it, too. What a
    publisher withdrew at once has no rows, only written revisions. `kind`: as its author meant it, and then
    as it was accepted. `comment`: to the author; when it was declined, the reason. `changer`: who has changed
    it after its author. The names stay when accounts are deleted.
    """

    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    title = models.CharField(_("title"), max_length=300, blank=True, default="")
    origin = models.CharField(_("origin"), max_length=10, choices=ProposalOrigin, default=ProposalOrigin.FORM)
    kind = models.CharField(_("type"), max_length=10, choices=RevisionKind, default=RevisionKind.UPDATE)
    size = models.PositiveIntegerField(_("records"), default=0)
    by = _build_account_field(_("account"), db_index=False)  # "records_proposal_author" begins with it
    writer = models.CharField(_("author"), max_length=150)
    changed_by = _build_account_field(_("account that changed it"), db_index=False)
    changer = models.CharField(_("changed by"), max_length=150, blank=True, default="", db_default="")
    reason = models.TextField(_("reason"), blank=True, default="")
    undoes = models.ForeignKey(
        "self",
        verbose_name=_("what it undoes"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="undone_by",
    )
    at = models.DateTimeField(_("proposed"))
    decided_by = _build_account_field(_("account that decided"))
    decider = models.CharField(_("decided by"), max_length=150, blank=True, default="")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True, default="")
    #: Whether the worker still has rows of it to write.
    is_in_progress = models.BooleanField(_("in progress"), default=False)
    #: Whether its author has taken it off the list of what was declined.
    is_dismissed = models.BooleanField(_("taken off the list"), default=False)
    is_alone = models.BooleanField(_("published alone"), default=False)
    alone_reason = models.TextField(_("reason for publishing alone"), blank=True, default="")
    read_by = _build_account_field(_("account of the second look"))
    reader = models.CharField(_("second look by"), max_length=150, blank=True, default="")
    read_at = models.DateTimeField(_("second look"), null=True, blank=True)
    #: Why its rows could not be written when it was accepted, by their primary keys.
    problems = models.JSONField(_("problems"), default=dict, blank=True, db_default={})

    #: Whether it was proposed once more, with the same rows.
    is_repeated = False

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]
        default_permissions = ()  # those of its records
        constraints = [
            build_choices_constraint("state", ProposalState),
            build_choices_constraint("origin", ProposalOrigin),
            build_choices_constraint("kind", RevisionKind),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED, decided_at__isnull=True)
                | (~Q(state=ProposalState.PROPOSED) & Q(decided_at__isnull=False)),
                name="records_proposal_decided",
                violation_error_message=_("A decided proposal has the time of the decision."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="records_proposal_state"),
            models.Index(fields=["by", "state", "id"], name="records_proposal_author"),
            models.Index(fields=["id"], name="records_proposal_progress", condition=Q(is_in_progress=True)),
            models.Index(
                fields=["id"],
                name="records_proposal_unread",
                condition=Q(is_alone=True, read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    @property
    def is_waiting(self) -> bool:
        return self.state == ProposalState.PROPOSED
