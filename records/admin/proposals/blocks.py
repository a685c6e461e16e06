"""The block in which a form or action of the admin writes: at once, as a proposal, or alone with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records import publishing
from records.admin.proposals.edited_forms import (
    edited_form_transaction,
    get_applied_proposal,
    get_edited_proposal,
    is_by,
)
from records.admin.proposals.occasions import record_occasion
from records.choices import Operation, ProposalOrigin, RevisionKind, Status
from records.models import Proposal, Record, Source
from records.permissions import may_delete, may_edit, may_make_public, may_perform
from records.publishing.validation import Problem

#: Buttons of forms: keep the change as a proposal; make it public; accept the proposal with the change.
PROPOSE, PUBLISH, ACCEPT = "_propose", "_publish", "_accept"
#: Field of a form: why one person publishes without another one.
ALONE_REASON = "alone_reason"
#: Request attribute of what is proposed without a button: the proposal that grows by it, or None.
_WAITING = "_waiting_proposal"
#: Request attribute: the proposal that was made.
_PROPOSAL = "_made_proposal"


@dataclass(frozen=True)
class WayToPublic:
    """How a user's changes of records with one status become public."""

    may_propose: bool
    #: Whether the role allows to publish. `obstacle`: why another person is needed nevertheless.
    may_publish: bool
    obstacle: str = ""
    #: Whether publishing needs a reason, as nobody else could accept it.
    is_alone: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether what the user writes is public at once."""
        return self.may_publish and not self.obstacle and not self.is_alone


def find_way_to_public(user: Any, model: type[Record], status: str) -> WayToPublic:
    """Return how changes of a record become public; a draft or withdrawn one by its publication."""
    may_publish = may_make_public(user, model, status) and may_perform(user, Operation.CHANGE, model)
    return _find_way(user, model, may_publish)


def find_way_of(user: Any, model: type[Record], *operations: Operation) -> WayToPublic:
    """Return how a rename, deletion or other operation on a public record is done by a user."""
    return _find_way(user, model, all(may_perform(user, operation, model) for operation in operations))


def _find_way(user: Any, model: type[Record], may_publish: bool) -> WayToPublic:
    may_propose = may_perform(user, Operation.PROPOSE, model)
    if not may_publish or not settings.FOUR_EYES:
        return WayToPublic(may_propose, may_publish)
    if publishing.count_active_publishers() > 1:
        return WayToPublic(may_propose, True, obstacle=_("Not yet: another person has to accept it."))
    return WayToPublic(may_propose, True, is_alone=True)


def may_change(user: Any, model: type[Record], status: str) -> bool:
    """Return whether a user may open the form of a record: to write to it, or to propose a change."""
    if may_edit(user, model, status):
        return True
    return may_perform(user, Operation.CHANGE, model) and may_perform(user, Operation.PROPOSE, model)


def may_remove(user: Any, model: type[Record], status: str) -> bool:
    """Return whether a user may delete a record, or propose to delete one that was public."""
    is_draft = status == Status.DRAFT
    return may_delete(user, model, status) or (not is_draft and may_change(user, model, status))


def is_proposed(request: HttpRequest) -> bool:
    return PROPOSE in request.POST or hasattr(request, _WAITING)


def is_published_alone(request: HttpRequest) -> bool:
    return PUBLISH in request.POST and bool(settings.FOUR_EYES) and not is_proposed(request)


def mark_proposed(request: HttpRequest, *, instead_of: Proposal | None = None) -> None:
    """Let a request propose what it writes. `instead_of`: a proposal of the user that grows by it."""
    setattr(request, _WAITING, instead_of)


def propose_unless_direct(
    request: HttpRequest, way: WayToPublic, *, instead_of: Proposal | None = None
) -> None:
    """Let a request without a choice of buttons propose what its user may not do at once."""
    if not way.is_direct and way.may_propose:
        mark_proposed(request, instead_of=instead_of)


def is_kept_back(request: HttpRequest) -> bool:
    """Return whether what the request writes is a proposal first, also if it is accepted at once."""
    return bool(get_edited_proposal(request)) or is_proposed(request) or is_published_alone(request)


@contextmanager
def admin_transaction(
    request: HttpRequest,
    *,
    reason: str = "",
    kind: RevisionKind = RevisionKind.UPDATE,
    origin: ProposalOrigin = ProposalOrigin.FORM,
    title: str = "",
) -> Iterator[publishing.Changes]:
    """Open the block that the pressed button asks for. `get_made_proposal()` has the proposal afterwards.

    Raises `PublishingError` if nobody may publish this alone, or if the reason for it is missing.
    """
    user: Any = request.user
    note: dict[str, Any] = {"reason": reason, "kind": kind}
    if get_edited_proposal(request):
        with _decisions_as_problems(), transaction.atomic():
            with edited_form_transaction(request, **note) as edited:
                yield edited
            applied = get_applied_proposal(request)
            setattr(request, _PROPOSAL, applied)
            # What a publisher changed waits for another person, where there is one.
            waits = edited.is_changed_further and publishing.find_obstacle(user, applied)
            if not (waits or is_by(request, applied)):
                _accept(request, applied, reason)
        return
    if not is_kept_back(request):
        with publishing.publication_transaction(user, **note) as changes:
            yield changes
        return
    waiting = getattr(request, _WAITING, None)
    block = (
        publishing.proposal_revision(user, waiting, **note)
        if waiting
        else publishing.proposal_transaction(user, origin=origin, title=title, **note)
    )
    with transaction.atomic():
        with block as proposed:
            yield proposed
        proposal = proposed.proposal
        if proposal is not None:
            record_occasion(request, proposal)
            if not is_proposed(request):
                _accept(request, proposal)
        setattr(request, _PROPOSAL, proposal)


def _accept(request: HttpRequest, proposal: Proposal, comment: str = "") -> None:
    user: Any = request.user
    alone_reason = request.POST.get(ALONE_REASON, "")
    kind = RevisionKind(proposal.kind)
    with _decisions_as_problems():
        changes = publishing.accept_proposal(
            user, proposal, kind=kind, comment=comment, alone_reason=alone_reason
        )
    log_accepted(request, changes)


@contextmanager
def _decisions_as_problems() -> Iterator[None]:
    """Let a form say why nothing could be decided, as it says why something can't be published."""
    try:
        yield
    except publishing.ProposalConflict as error:
        raise publishing.VersionConflict from error
    except publishing.DecisionError as error:
        raise publishing.PublishingError([Problem(_("This change"), "", str(error))]) from error


def log_accepted(request: HttpRequest, changes: publishing.Changes) -> None:
    """Add the records that an accepted proposal has changed to the log of the admin."""
    user: Any = request.user
    by_model: dict[type[Record], set[int]] = {}
    for revision in changes.revisions:
        if revision.data is not None and revision.object_id is not None:
            by_model.setdefault(revision.model, set()).add(revision.object_id)
    for model, ids in by_model.items():
        rows = list(model._default_manager.filter(pk__in=ids))
        if rows:
            LogEntry.objects.log_actions(user.pk, rows, CHANGE, _("A proposal was accepted."))


def get_made_proposal(request: HttpRequest) -> Proposal | None:
    """Return the proposal that this request has made; None if it wrote at once, or if nothing was changed."""
    return getattr(request, _PROPOSAL, None)


def find_own_waiting(user: Any, title: str) -> Proposal | None:
    """Return the newest proposal of a user with this title that nobody has decided."""
    return Proposal.objects.waiting().filter(by=user, title=title).first()


def get_proposal_url(proposal: Proposal) -> str:
    return reverse("admin:records_proposal_change", args=[proposal.pk])


def link_to_proposal(proposal: Proposal, label: Any) -> SafeString:
    return format_html('<a href="{}">{}</a>', get_proposal_url(proposal), label)


def count_other_publishers(user: Any) -> int:
    return publishing.count_active_publishers() - int(may_perform(user, Operation.PUBLISH, Source))


def describe_proposing(user: Any, *, is_public: bool = True) -> str:
    """Say that something is proposed, and how many publishers see it."""
    others = count_other_publishers(user)
    if others <= 0:
        return _("Proposed. Nobody else can accept it yet.")
    if not is_public:
        text = ngettext(
            "Proposed; %(count)s publisher sees it.", "Proposed; %(count)s publishers see it.", others
        )
    else:
        text = ngettext(
            "Proposed; %(count)s publisher sees it. The page is unchanged.",
            "Proposed; %(count)s publishers see it. The page is unchanged.",
            others,
        )
    return text % {"count": others}


def report_proposal(request: HttpRequest, *, is_public: bool = True) -> None:
    """Tell what became of a change that was proposed, or published alone."""
    proposal = get_made_proposal(request)
    if proposal is None:
        messages.warning(request, _("Nothing was changed."))
        return
    link = link_to_proposal(proposal, _("See the proposal"))
    if proposal.is_repeated:
        text = _("Already proposed.")
    elif proposal.is_waiting:
        text = describe_proposing(request.user, is_public=is_public)
    elif proposal.is_alone:
        text = _("Published alone. Somebody else takes a second look.")
    else:
        text = _("Accepted and published.")
    messages.success(request, format_html("{} {}", text, link))
