"""The form of a record over a proposal: applied in a transaction, shown, changed, and accepted or proposed.

Rows that only the proposal has get other primary keys each time it is applied. The form carries those that it
was shown with, and what it sends is translated.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict

from records import publishing
from records.admin.forms import OpenedForm
from records.admin.proposals.differences import load_proposed_records
from records.choices import ProposalState, RevisionKind, RevisionState
from records.models import Proposal, Record, Revision, get_record_types
from records.models.base import get_part_models
from records.publishing.proposals.bulk import copy_proposal
from records.publishing.proposals.decisions import compute_proposal_digest
from records.publishing.proposals.merge import TAKE_PROPOSED
from records.publishing.proposals.transaction import ProposedChanges
from records.snapshots import get_foreign_keys, get_many_to_many_fields, get_part_accessor

#: Parameter of the address of a form: the proposal over which it is opened.
PROPOSAL_PARAMETER = "proposal"
#: Field of a form: the keys that it was shown with.
PROPOSED_KEYS = "_proposed_keys"
#: What the address of a form names in place of a record that isn't there yet.
NOT_THERE = "0"
#: Field of forms and pages: the digest of what they have shown of a proposal.
SHOWN = "shown"
_EDITED = "_edited_proposal"
#: Request attributes: the proposal of the form, the one that was applied, its digest, the data as sent.
_APPLIED, _DIGEST = "_applied_proposal", "_proposal_digest"
_SHOWN, _SENT = "_shown_proposal", "_sent_data"
_SALT = "records.admin.proposals"


def find_edited_proposal(request: HttpRequest) -> Proposal | None:
    """Return the proposal over which the form is opened, if its user may accept or change it."""
    if PROPOSAL_PARAMETER not in request.GET:
        return None
    number = request.GET[PROPOSAL_PARAMETER]
    proposal = Proposal.objects.filter(pk=number).first() if number.isascii() and number.isdigit() else None
    if proposal is None:
        raise Http404
    is_own = is_by(request, proposal) and proposal.state != ProposalState.ACCEPTED
    if not is_own and publishing.find_refusal(request.user, proposal):
        raise PermissionDenied
    setattr(request, _EDITED, proposal)
    return proposal


def get_edited_proposal(request: HttpRequest) -> Proposal | None:
    return getattr(request, _EDITED, None)


def is_by(request: HttpRequest, proposal: Proposal) -> bool:
    return proposal.by_id is not None and proposal.by_id == request.user.pk


@contextmanager
def edited_form_preview(request: HttpRequest, model: type[Record], object_id: Any) -> Iterator[Any]:
    """Let a form be shown as if its proposal were accepted; yield the key that its record has then."""
    proposal = get_edited_proposal(request)
    if proposal is None:
        yield object_id
        return
    with transaction.atomic():
        setattr(request, _DIGEST, compute_proposal_digest(proposal))
        waiting = proposal if proposal.is_waiting else _propose_again(proposal)
        with publishing.open_preview(waiting, is_public=False):
            setattr(request, _SHOWN, waiting)
            yield translate_request(request, model, object_id, waiting)
        transaction.set_rollback(True)


@contextmanager
def edited_form_transaction(request: HttpRequest, **note: Any) -> Iterator[ProposedChanges]:
    """Apply the proposal of a form and let it be changed: the result takes its place."""
    proposal: Any = get_edited_proposal(request)
    user: Any = request.user
    with transaction.atomic():
        waiting = proposal if proposal.is_waiting else _propose_again(proposal)
        shown = request.POST.get(SHOWN, "") if waiting == proposal else None
        setattr(request, _APPLIED, waiting)
        with publishing.proposal_revision(
            user, waiting, resolutions=_resolve_all(waiting), shown=shown, **note
        ) as changes:
            yield changes


def get_applied_proposal(request: HttpRequest) -> Proposal:
    """Return the proposal that the open block of a form has applied: the edited one, or its copy."""
    applied: Proposal = getattr(request, _APPLIED)
    return applied


def _resolve_all(proposal: Proposal) -> dict[str, str]:
    """Take what is proposed wherever there is a conflict: the form shows it to whoever sends it."""
    rows = list(proposal.revisions.filter(state=RevisionState.PROPOSED))
    records = load_proposed_records(rows)
    merged = (publishing.merge_proposed(row, records.get(row.pk)) for row in rows)
    return {conflict.key: TAKE_PROPOSED for change in merged for conflict in change.conflicts}


def _propose_again(proposal: Proposal) -> Proposal:
    """Propose once more what was declined or taken back."""
    rows = list(proposal.revisions.filter(state__in=(RevisionState.DECLINED, RevisionState.WITHDRAWN)))
    copied = copy_proposal(proposal, len(rows))
    for row in rows:
        row.pk, row.proposal, row.state, row.at = None, copied, RevisionState.PROPOSED, copied.at
    Revision.objects.bulk_create(rows, batch_size=500)
    return copied


def get_note_initial(request: HttpRequest) -> dict[str, Any]:
    """Return what the form says of the change at first: what the author of the proposal has said."""
    proposal = get_edited_proposal(request)
    if proposal is None:
        return {}
    reason = proposal.reason if is_by(request, proposal) else ""
    return {"change_reason": reason, "is_correction": proposal.kind == RevisionKind.CORRECTION}


def build_edit_context(request: HttpRequest, record: Any) -> dict[str, Any]:
    """Return what a form over a proposal shows beside its fields, while the proposal is applied."""
    proposal = get_edited_proposal(request)
    waiting = getattr(request, _SHOWN, None)
    if proposal is None or record is None or waiting is None:  # a form that isn't valid is shown again later
        return {}
    keys = collect_keys(record, waiting).dump()
    return {
        "edited_proposal": proposal,
        "is_own_proposal": is_by(request, proposal),
        "proposed_keys": keys,
        "shown": request.POST.get(SHOWN) or getattr(request, _DIGEST),
    }


# -- keys -----------------------------------------------------------------------------------------------


@dataclass
class ShownKeys:
    """The primary keys with which a form over a proposal was shown."""

    #: Of the rows of each relation, in their order.
    rows: dict[str, list[str]] = field(default_factory=dict)
    #: Slug by key of the records that only the proposal has, by type.
    new: dict[str, dict[str, str]] = field(default_factory=dict)

    def dump(self) -> str:
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @classmethod
    def load(cls, text: str) -> "ShownKeys":
        try:
            return cls(**signing.loads(text, salt=_SALT))
        except (signing.BadSignature, TypeError, ValueError):
            return cls()


def collect_keys(record: Record, proposal: Proposal) -> ShownKeys:
    """Return the keys of what a form shows, while the proposal is applied."""
    keys = ShownKeys()
    for part in get_part_models(type(record)):
        rows = part._default_manager.filter(**{part.owner: record}).order_by("position", "pk")
        keys.rows[get_part_accessor(part)] = [str(pk) for pk in rows.values_list("pk", flat=True)]
    new = proposal.revisions.filter(state=RevisionState.PROPOSED, object_id=None)
    for code, slug in new.values_list("record_type", "slug"):
        present = get_record_types()[code]._default_manager.filter(slug=slug).first()
        if present is not None:
            keys.new.setdefault(code, {})[str(present.pk)] = slug
    return keys


def translate_request(request: HttpRequest, model: type[Record], object_id: Any, proposal: Proposal) -> Any:
    """Translate what a form sent to the keys of the present application; return that of its record."""
    pk = object_id
    if str(object_id) == NOT_THERE:
        new = proposal.revisions.filter(record_type=model.type_code, object_id=None)
        slugs = list(new.values_list("slug", flat=True))
        pk = str(model._default_manager.filter(slug__in=slugs).values_list("pk", flat=True).first() or pk)
    record = model._default_manager.filter(pk=pk).first() if str(pk).isdigit() else None
    if request.method == "POST" and record is not None:
        sent = getattr(request, _SENT, None) or request.POST
        setattr(request, _SENT, sent)
        shown = ShownKeys.load(sent.get(PROPOSED_KEYS, ""))
        translation = _Translation(model, shown, collect_keys(record, proposal))
        request.POST = translation.translate(sent)  # type: ignore[assignment]
    return pk


class _Translation:
    """From the keys with which a form was shown to those of another application of the same proposal."""

    def __init__(self, model: type[Record], shown: ShownKeys, present: ShownKeys) -> None:
        self._rows = {
            relation: dict(zip(keys, present.rows.get(relation, ()), strict=False))
            for relation, keys in shown.rows.items()
        }
        by_slug = {code: {slug: pk for pk, slug in slugs.items()} for code, slugs in present.new.items()}
        self._new = {
            code: {pk: by_slug[code][slug] for pk, slug in slugs.items() if slug in by_slug.get(code, {})}
            for code, slugs in shown.new.items()
        }
        self._references = {"": _list_references(model)}
        for part in get_part_models(model):
            self._references[get_part_accessor(part)] = _list_references(part)

    def translate(self, sent: QueryDict) -> QueryDict:
        data = sent.copy()
        for name in sent:
            relation, row_field = _split_name(name)
            data.setlist(name, self._translate_values(relation, row_field, sent.getlist(name)))
        if "_opened" in sent:
            data["_opened"] = self._translate_opened(OpenedForm.load(str(sent["_opened"]))).dump()
        return data

    def _translate_values(self, relation: str, name: str, values: list[Any]) -> list[Any]:
        if relation and name == "id":
            return [self._rows.get(relation, {}).get(value, value) for value in values]
        new = self._new.get(self._references.get(relation, {}).get(name, ""), {})
        return [new.get(value, value) for value in values]

    def _translate_opened(self, opened: OpenedForm) -> OpenedForm:
        values: dict[str, Any] = {}
        for relation, rows in opened.values.items():
            keys = self._rows.get(relation, {})
            values[relation] = {
                keys.get(pk, pk): {
                    name: self._translate_values(relation, name, sent) for name, sent in row.items()
                }
                for pk, row in rows.items()
            }
        return OpenedForm(opened.version, values, opened.status)


def _split_name(name: str) -> tuple[str, str]:
    """Return relation and field of the name of a form field, "key_facts-0-value"."""
    relation, _dash, rest = name.partition("-")
    number, _dash, row_field = rest.partition("-")
    return (relation, row_field) if number.isdigit() and row_field else ("", name)


def _list_references(model: Any) -> dict[str, str]:
    """Return the type of record that each field refers to, by its name."""
    fields: list[Any] = [*get_foreign_keys(model), *get_many_to_many_fields(model)]
    return {each.name: each.related_model.type_code for each in fields}
