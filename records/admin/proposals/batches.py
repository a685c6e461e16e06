"""A proposal of many rows, read row by row: the unusual ones first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

from records.admin.proposals.differences import build_decided_rows, build_rows, get_row_queryset
from records.admin.proposals.edited_forms import SHOWN
from records.models import Proposal, Revision
from records.models.base import get_part_models
from records.snapshots import get_part_accessor

#: Rows on a page, and rows that are read from the database at a time.
PER_PAGE = 100
_CHUNK = 500

UNUSUAL, ALL = "unusual", "all"
NUMBER, QUESTION, NEW, DELETED, CLASH, OTHER = "number", "question", "new", "deleted", "newer", "other"
#: What a row does, the first that fits; all but the last are unusual.
_KINDS: dict[str, Any] = {
    QUESTION: gettext_lazy("Questions answered"),
    CLASH: gettext_lazy("Over a newer version"),
    DELETED: gettext_lazy("Deleted"),
    NUMBER: gettext_lazy("Number changes"),
    NEW: gettext_lazy("New"),
    OTHER: gettext_lazy("No number changes"),
}
_UNUSUAL = (QUESTION, CLASH, DELETED, NUMBER)


@dataclass(frozen=True)
class BatchTab:
    """A filter of the rows, with their number."""

    label: Any
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class _KnownRow:
    """What is known of each row of a batch, however many there are."""

    pk: int
    number: int
    kind: str
    slug: str

    @property
    def key(self) -> str:
        """The value of its box."""
        return str(self.pk)


def build_batch(request: HttpRequest, proposal: Proposal, shown: str) -> dict[str, Any]:
    """Return the rows of one page of a batch, and the filters with their numbers.

    `shown`: the digest of the proposal, which other pages of it get.
    """
    known = list(_list_known_rows(proposal))
    counts = Counter(row.kind for row in known)
    unusual = sum(counts[kind] for kind in _UNUSUAL)
    kind = request.GET.get("rows", UNUSUAL if unusual else ALL)
    words = request.GET.get("q", "").replace("\0", "").strip()
    chosen = [row for row in known if _is_chosen(row, kind)]
    if words:
        found = set(_find_rows(proposal, words))
        chosen = [row for row in chosen if row.pk in found]
    order = list(_KINDS)
    chosen.sort(key=lambda row: (order.index(row.kind), row.number))
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("p"))
    revisions = {row.pk: row for row in Revision.objects.filter(pk__in=[row.pk for row in page.object_list])}
    listed = [revisions[row.pk] for row in page.object_list]
    rows = build_rows(listed) if proposal.is_waiting else build_decided_rows(listed)
    return {
        "batch_rows": [
            (known_row, row, _KINDS[known_row.kind], known_row.kind in _UNUSUAL)
            for known_row, row in zip(page.object_list, rows, strict=True)
        ],
        "page": page,
        "words": words,
        "kind": kind,
        "tabs": list(_build_tabs(request.GET, counts, unusual, kind, shown)),
        "total": len(known),
        "number_changes": counts[NUMBER],
        "marked": set(request.POST.getlist("rows")),
    }


def _is_chosen(row: _KnownRow, kind: str) -> bool:
    return kind == ALL or row.kind == kind or (kind == UNUSUAL and row.kind in _UNUSUAL)


def _build_tabs(
    query: QueryDict, counts: Counter[str], unusual: int, current: str, shown: str
) -> Iterator[BatchTab]:
    tabs = [
        (ALL, gettext_lazy("All"), sum(counts.values())),
        (UNUSUAL, gettext_lazy("To look at first"), unusual),
    ]
    tabs += [(kind, label, counts[kind]) for kind, label in _KINDS.items() if counts[kind]]
    for kind, label, count in tabs:
        sent = query.copy()
        sent.pop("p", None)
        sent["rows"], sent[SHOWN] = kind, shown
        yield BatchTab(label, count, f"?{sent.urlencode()}", kind == current)


def _find_rows(proposal: Proposal, words: str) -> Iterable[int]:
    """Return the keys of the rows whose address has all these words: slugs name city, indicator and year."""
    rows = proposal.revisions.order_by()
    for word in words.lower().split():
        rows = rows.filter(slug__contains=word)
    return rows.values_list("pk", flat=True)


# -- what each row does ---------------------------------------------------------------------------------


def _list_known_rows(proposal: Proposal) -> Iterator[_KnownRow]:
    keys = list(get_row_queryset(proposal).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        rows = list(Revision.objects.filter(pk__in=keys[start : start + _CHUNK]).order_by("pk"))
        bases, present = _load_versions(rows)
        for offset, row in enumerate(rows):
            place = row.record_type, row.object_id
            base = bases.get((*place, row.base_version))
            is_newer = proposal.is_waiting and present.get(place, row.base_version) != row.base_version
            yield _KnownRow(row.pk, start + offset + 1, _choose_kind(row, base, is_newer), row.slug)


def _load_versions(rows: list[Revision]) -> tuple[dict[Any, dict[str, Any]], dict[Any, int]]:
    """Return the data of the versions over which rows were made, and the present versions."""
    written = Revision.objects.written().filter(
        record_type__in={row.record_type for row in rows},
        object_id__in={row.object_id for row in rows if row.object_id},
    )
    values = written.filter(version__in={row.base_version for row in rows}).values_list(
        "record_type", "object_id", "version", "data"
    )
    bases = {(code, pk, version): data for code, pk, version, data in values}
    present: dict[Any, int] = {}
    for model in {row.model for row in rows}:
        ids = [row.object_id for row in rows if row.model is model and row.object_id]
        versions = model._default_manager.filter(pk__in=ids).values_list("pk", "version")
        present |= {(model.type_code, pk): version for pk, version in versions}
    return bases, present


def _choose_kind(row: Revision, base: dict[str, Any] | None, is_newer: bool) -> str:
    if row.answers:
        return QUESTION
    if is_newer:
        return CLASH
    if row.data is None:
        return DELETED
    if not base:
        return NEW
    return NUMBER if _list_numbers(row, row.data) != _list_numbers(row, base) else OTHER


def _list_numbers(row: Revision, data: dict[str, Any]) -> list[Any]:
    """Return the values of a record and of its parts."""
    numbers = [data.get("value")]
    for part in get_part_models(row.model):
        numbers += [(line.get("key"), line.get("value")) for line in data.get(get_part_accessor(part), [])]
    return numbers
