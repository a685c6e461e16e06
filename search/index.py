"""Writing the index: at the end of publication transactions, and as a whole.

`rebuild_index()` writes the entries that another release would build otherwise, a few at a time, while the
others are searched. The words of long texts take the database minutes, so equal entries stay.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from records.models import ContentVersion, Publication
from records.search_index import get_search_indexes
from records.version_cache import read_newest_publication
from search.documents import build_entry, find_dependent_rows, list_documents, list_page_documents
from search.models import SearchEntry, SearchState
from web.versions import compute_build_digest

_BATCH_SIZE = 200
_Item = TypeVar("_Item")


def get_index_version() -> tuple[int, Any]:
    """Return how often the index was built, and what identifies the newest row of the log."""
    builds = SearchState.objects.values_list("builds", flat=True).get(pk=1)
    return builds, read_newest_publication()


def index_publications(rows: Iterable[Publication]) -> None:
    """Replace the entries of the records of these new rows of the log."""
    for some in _split_batches(rows):
        some += find_dependent_rows(some)
        newest = {(row.record_type, row.slug): row for row in some}
        current = [row for row in newest.values() if row.is_current]
        _replace_entries(newest, map(build_entry, list_documents(current)))


def rebuild_index() -> int:
    """Bring all entries up to date; return their number."""
    known = ContentVersion.objects.values_list("number", flat=True).filter(pk=1).first() or 0
    rows = Publication.objects.current().filter(number__lte=known).order_by("number")
    for some in _split_batches(rows.iterator(chunk_size=_BATCH_SIZE)):
        _update_entries(some)
    pages = [build_entry(document) for document in list_page_documents()]
    with transaction.atomic():
        _lock_publishing()
        index_publications(Publication.objects.versions().filter(number__gt=known).order_by("number"))
        changed = _list_changed(pages)
        _replace_entries([(entry.record_type, entry.slug) for entry in changed], changed)
        _delete_unknown_entries(pages)
        SearchState.objects.filter(pk=1).update(builds=F("builds") + 1, digest=compute_build_digest())
    return SearchEntry.objects.count()


def _lock_publishing() -> None:
    """Let nothing be published until the end of the transaction."""
    list(ContentVersion.objects.select_for_update(no_key=True).filter(pk=1))


def _update_entries(rows: Sequence[Publication]) -> None:
    """Write the entries of these versions that differ, of those that are still the current ones."""
    changed = _list_changed([build_entry(document) for document in list_documents(rows)])
    if not changed:
        return
    with transaction.atomic():
        _lock_publishing()
        keys = {row.pk for row in rows}
        current = Publication.objects.current().filter(pk__in=keys).values_list("record_type", "slug")
        entries = {(entry.record_type, entry.slug): entry for entry in changed}
        written = [key for key in current if key in entries]
        _replace_entries(written, [entries[key] for key in written])


def _list_changed(entries: Sequence[SearchEntry]) -> list[SearchEntry]:
    """Return the entries that the index doesn't have as they are."""
    known = _filter_entries((entry.record_type, entry.slug) for entry in entries)
    digests = set(known.values_list("digest", flat=True))
    return [entry for entry in entries if entry.digest not in digests]


def _replace_entries(keys: Iterable[tuple[str, str]], entries: Iterable[SearchEntry]) -> None:
    """Delete the entries of these types and slugs, and write others."""
    _filter_entries(keys).delete()
    for some in _split_batches(entries):
        SearchEntry.objects.bulk_create(some)


def _filter_entries(keys: Iterable[tuple[str, str]]) -> QuerySet[SearchEntry]:
    """Return the entries of these types and slugs."""
    slugs: dict[str, set[str]] = {}
    for record_type, slug in keys:
        slugs.setdefault(record_type, set()).add(slug)
    condition = Q(pk__in=[])
    for record_type, some in slugs.items():
        condition |= Q(record_type=record_type, slug__in=some)
    return SearchEntry.objects.filter(condition)


def _delete_unknown_entries(pages: Sequence[SearchEntry]) -> None:
    """Delete the entries of what is neither public nor one of the pages."""
    indexed = list(get_search_indexes())
    same_record = Q(record_type=OuterRef("record_type"), slug=OuterRef("slug"))
    SearchEntry.objects.filter(
        ~Exists(Publication.objects.current().filter(same_record)), record_type__in=indexed
    ).delete()
    digests = [entry.digest for entry in pages]
    SearchEntry.objects.exclude(record_type__in=indexed).exclude(digest__in=digests).delete()


def _split_batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH_SIZE)):
        yield batch


def ensure_index() -> None:
    """Build the index if it was built by another release, or not at all."""
    state, _is_new = SearchState.objects.get_or_create(pk=1)
    if state.digest != compute_build_digest():
        rebuild_index()
