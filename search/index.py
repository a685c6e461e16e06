"""Entries of the index: of records row by row of the log, of pages as a whole."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from records.models import ContentVersion, Publication, Redaction
from records.projections import Update, delete_rows
from records.search_index import get_search_indexes
from search.documents import build_entry, find_dependent_rows, list_documents, list_page_documents
from search.models import SearchEntry
from stats.models import RefreshState

#: The name of the projection with the entries of records.
RECORD_ENTRIES = "search"
_BATCH_SIZE = 200
_TITLE_COLUMNS = ("title_en", "title_zh_hans")

#: Type and slug of a record or page.
_Key = tuple[str, str]


def get_index_version() -> tuple[Any, Any]:
    """Return up to which row of the log the index has the entries of records, and the newest redaction."""
    applied = RefreshState.objects.filter(pk=RECORD_ENTRIES).values_list("applied", flat=True).first()
    return applied, Redaction.objects.order_by("-number").values_list("number", flat=True).first()


def build_record_entries(rows: Sequence[Publication]) -> Update:
    """Build the entries of the records of these rows, and of those whose texts contain a new title.

    A record that was published again after these rows is built with its later row.
    """
    newest = {_get_key(row): row for row in rows if row.record_type in get_search_indexes()}
    present = list(_filter_keys(Publication.objects.current(), newest))
    current = [row for row in present if row.number <= rows[-1].number] if rows else []
    ended = newest.keys() - set(map(_get_key, present))
    entries = {_get_key(entry): entry for entry in map(build_entry, list_documents(current))}
    stored = _filter_keys(SearchEntry.objects.all(), newest).only("record_type", "slug", *_TITLE_COLUMNS)
    titles = {_get_key(entry): _get_titles(entry) for entry in stored}
    # No published record refers to one that is published for the first time but those published with it.
    retitled = [
        key
        for key, entry in entries.items()
        if newest[key].version > 1 and titles.get(key) != _get_titles(entry)
    ]
    dependents = find_dependent_rows(_group_slugs(retitled))
    entries |= {_get_key(entry): entry for entry in map(build_entry, list_documents(dependents))}
    current += dependents

    def save() -> int:
        # Until the end of the transaction nothing is published or redacted.
        list(ContentVersion.objects.select_for_update(no_key=True).filter(pk=1))
        still = Publication.objects.current().filter(pk__in=[row.pk for row in current])
        keys = set(still.values_list("record_type", "slug"))
        written = _list_changed([entry for key, entry in entries.items() if key in keys])
        without_entry = ended | (keys - entries.keys())
        return _replace_entries(without_entry, written)

    return Update(len(entries), save)


def build_derived_entries(rows: Sequence[Publication]) -> Update:
    """Build the entries of all records that have texts from other ones."""
    codes = [code for code, index in get_search_indexes().items() if index.derive]
    current = Publication.objects.current().filter(record_type__in=codes).order_by("number")
    return build_record_entries(list(current))


def _get_key(entry: Any) -> _Key:
    return entry.record_type, entry.slug


def _get_titles(entry: SearchEntry) -> list[str]:
    return [getattr(entry, column) for column in _TITLE_COLUMNS]


def build_page_entries(rows: Sequence[Publication]) -> Update:
    """Build the entries of all pages. Those of what is neither public nor a page are deleted."""
    entries = [build_entry(document) for document in list_page_documents()]

    def save() -> int:
        return _replace_entries((), _list_changed(entries)) + _delete_unknown_entries(entries)

    return Update(len(entries), save)


def _list_changed(entries: Sequence[SearchEntry]) -> list[SearchEntry]:
    """Return the entries that the index doesn't have as they are. Long texts take long to write."""
    known = _filter_keys(SearchEntry.objects.all(), map(_get_key, entries))
    digests = set(known.values_list("digest", flat=True))
    return [entry for entry in entries if entry.digest not in digests]


def _replace_entries(keys: Iterable[_Key], entries: Sequence[SearchEntry]) -> int:
    """Delete the entries of these types and slugs, and replace others; return how many these are."""
    deleted, _tables = _filter_keys(SearchEntry.objects.all(), keys).delete()
    _filter_keys(SearchEntry.objects.all(), map(_get_key, entries)).delete()
    SearchEntry.objects.bulk_create(entries, batch_size=_BATCH_SIZE)
    return deleted + len(entries)


def _filter_keys(rows: QuerySet[Any], keys: Iterable[_Key]) -> QuerySet[Any]:
    """Return the rows of these types and slugs."""
    condition = Q(pk__in=[])
    for record_type, slugs in _group_slugs(keys).items():
        condition |= Q(record_type=record_type, slug__in=slugs)
    return rows.filter(condition)


def _group_slugs(keys: Iterable[_Key]) -> dict[str, set[str]]:
    slugs: dict[str, set[str]] = {}
    for record_type, slug in keys:
        slugs.setdefault(record_type, set()).add(slug)
    return slugs


def _delete_unknown_entries(pages: Sequence[SearchEntry]) -> int:
    indexed = list(get_search_indexes())
    same_record = Q(record_type=OuterRef("record_type"), slug=OuterRef("slug"))
    ended = ~Exists(Publication.objects.current().filter(same_record))
    records, _tables = SearchEntry.objects.filter(ended, record_type__in=indexed).delete()
    digests = [entry.digest for entry in pages]
    others, _tables = (
        SearchEntry.objects.exclude(record_type__in=indexed).exclude(digest__in=digests).delete()
    )
    return records + others


def clear_entries(record_type: str, slugs: Collection[str]) -> int:
    """Delete the entries of records, and those in which their titles occur."""
    count = delete_rows(SearchEntry, record_type, slugs)
    dependents = find_dependent_rows({record_type: slugs})
    count += _filter_keys(SearchEntry.objects.all(), map(_get_key, dependents)).delete()[0]
    if connection.vendor == "sqlite":
        # FTS5 keeps deleted words until it merges its segments.
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('rebuild')")
    return count
