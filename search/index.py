"""Writing the index: at the end of publication transactions, and as a whole.

`rebuild_index()` writes a new generation of rows beside the present one, which is searched meanwhile. It then
switches to it in the transaction that adds what was published since, so a search always finds everything.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q

from records.models import ContentVersion, Publication
from records.search_index import SearchDocument
from records.version_cache import read_newest_publication
from search.documents import build_entry, find_dependent_rows, list_documents, list_page_documents
from search.models import SearchEntry, SearchState
from web.versions import compute_build_digest

_BATCH_SIZE = 200
_Item = TypeVar("_Item")


def get_generation() -> int:
    """Return the generation of rows that are searched."""
    return SearchState.objects.values_list("generation", flat=True).get(pk=1)


def get_index_version() -> tuple[int, Any]:
    """Return the generation of the index, and what identifies the newest row of the log."""
    return get_generation(), read_newest_publication()


def index_publications(rows: Sequence[Publication]) -> None:
    """Replace the entries of the records of these new rows of the log."""
    _replace_entries(rows, get_generation())


def rebuild_index() -> int:
    """Write a new generation of the index and switch to it; return its number of rows."""
    generation = _start_generation()
    known = ContentVersion.objects.values_list("number", flat=True).filter(pk=1).first() or 0
    rows = Publication.objects.current().filter(number__lte=known).order_by("number")
    for some in _split_batches(rows.iterator(chunk_size=_BATCH_SIZE)):
        _write_entries(list_documents(some), generation)
    _write_entries(list_page_documents(), generation)
    with transaction.atomic():
        # Nothing is published meanwhile.
        list(ContentVersion.objects.select_for_update(no_key=True).filter(pk=1))
        newer = Publication.objects.versions().filter(number__gt=known).order_by("number")
        _replace_entries(list(newer), generation)
        SearchState.objects.filter(pk=1).update(generation=generation, digest=compute_build_digest())
    SearchEntry.objects.exclude(generation=generation).delete()
    return SearchEntry.objects.filter(generation=generation).count()


def _start_generation() -> int:
    """Return the number of a new generation, after removing what a stopped run has left."""
    generation = get_generation()
    SearchEntry.objects.exclude(generation=generation).delete()
    return generation + 1


def _replace_entries(rows: Sequence[Publication], generation: int) -> None:
    for some in _split_batches(rows):
        some += find_dependent_rows(some)
        _delete_entries(some, generation)
        newest = {(row.record_type, row.slug): row for row in some}
        _write_entries(list_documents([row for row in newest.values() if row.is_current]), generation)


def _delete_entries(rows: Iterable[Publication], generation: int) -> None:
    slugs: dict[str, set[str]] = {}
    for row in rows:
        slugs.setdefault(row.record_type, set()).add(row.slug)
    condition = Q()
    for record_type, some in slugs.items():
        condition |= Q(record_type=record_type, slug__in=some)
    SearchEntry.objects.filter(condition, generation=generation).delete()


def _write_entries(documents: Iterable[SearchDocument], generation: int) -> None:
    for some in _split_batches(documents):
        SearchEntry.objects.bulk_create([build_entry(document, generation) for document in some])


def _split_batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH_SIZE)):
        yield batch


def ensure_index() -> None:
    """Build the index if it was built by another release, or not at all."""
    state, _is_new = SearchState.objects.get_or_create(pk=1)
    if state.digest != compute_build_digest():
        rebuild_index()
