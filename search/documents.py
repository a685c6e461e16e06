"""Rows of the index from documents."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

import orjson
from django.db.models import Q
from django.utils.functional import lazy

from records.models import Publication, Record, get_record_types
from records.search_index import (
    SearchDocument,
    SearchIndex,
    Texts,
    get_document_sources,
    get_search_indexes,
    localize_lines,
)
from records.snapshots import get_foreign_keys, select_with_related
from records.texts.translation import OVERRIDES
from search.models import SearchEntry
from search.results import get_type_label
from search.synonyms import list_synonym_names, list_synonyms
from search.words import build_key, join_words, list_short_names, list_spellings

#: Texts, in characters, that are longer are indexed up to here.
_LONGEST_BODY = 50_000
_TEXTS = ("title", "lede", "body")


def list_documents(publications: Sequence[Publication]) -> Iterator[SearchDocument]:
    """Yield the documents of the versions in the log whose type is indexed, with a few queries for all."""
    indexes = get_search_indexes()
    rows: list[Any] = [
        row
        for row in publications
        if row.data is not None
        and row.record_type in indexes
        and indexes[row.record_type].has_document(row.data)
    ]
    titles = _load_titles(rows)
    derived = _build_derived_texts(rows)
    for row in rows:
        index = indexes[row.record_type]
        related = [titles[key] for key in _list_related_keys(row) if key in titles]
        logged = {"en": row.title_en, "zh_hans": row.title_zh_hans}
        title = titles.get((row.record_type, row.slug), logged)
        yield index.build_document(row, title, related, derived.get((row.record_type, row.slug)))


def find_dependent_rows(slugs: Mapping[str, Collection[str]]) -> list[Publication]:
    """Return the current versions of the other records in whose entries the titles of these records occur.

    `slugs`: those of the records by their type code.
    """
    found = Q()
    for code, index in get_search_indexes().items():
        condition = Q()
        for reference in _list_title_references(index):
            if changed := slugs.get(reference.related_model.type_code):
                condition |= Q(**{f"{reference.name}__slug__in": changed})
        if condition:
            dependents = index.model.objects.published().filter(condition)
            found |= Q(record_type=code, slug__in=list(dependents.values_list("slug", flat=True)))
    return list(Publication.objects.current().filter(found)) if found else []


def _list_title_references(index: SearchIndex) -> list[Any]:
    """Return the references to records whose titles are part of the entry."""
    references = get_foreign_keys(index.model)
    return [one for one in references if one.name in index.related or not index.has_own_title]


def _list_related_keys(row: Publication) -> list[tuple[str, str]]:
    index, data = get_search_indexes()[row.record_type], row.data or {}
    references: list[Any] = [*get_foreign_keys(index.model)]
    codes = {reference.name: reference.related_model.type_code for reference in references}
    return [(codes[name], data[name]) for name in index.related if data.get(name)]


def _load_titles(rows: Sequence[Publication]) -> dict[tuple[str, str], Texts]:
    """Return the titles of related records, and the titles of these that depend on other records."""
    indexes = get_search_indexes()
    wanted: dict[str, set[str]] = {}
    for row in rows:
        for code, slug in _list_related_keys(row):
            wanted.setdefault(code, set()).add(slug)
        if not indexes[row.record_type].has_own_title:
            wanted.setdefault(row.record_type, set()).add(row.slug)
    titles: dict[tuple[str, str], Texts] = {}
    for code, slugs in wanted.items():
        for record in select_with_related(get_record_types()[code]).filter(slug__in=slugs):
            titles[code, record.slug] = _build_titles(record)
    return titles


def _build_derived_texts(rows: Sequence[Publication]) -> dict[tuple[str, str], Texts]:
    """Return the texts of these records that come from other ones."""
    return {
        (code, slug): texts
        for code, index in get_search_indexes().items()
        if index.derive and (slugs := {row.slug for row in rows if row.record_type == code})
        for slug, texts in index.derive(slugs).items()
    }


def _build_titles(record: Record) -> Texts:
    """Return the titles by language. One that isn't translated is only in its own, which pages mark."""
    titles = {"en": record.title_in("en"), "zh_hans": record.title_in("zh-hans")}
    is_chinese = {column: title.lang.startswith("zh") for column, title in titles.items()}
    return {column: str(title) for column, title in titles.items() if is_chinese[column] == (column != "en")}


def list_page_documents() -> Iterator[SearchDocument]:
    """Yield the documents that aren't records."""
    for source in get_document_sources().values():
        yield from source.build()


def build_entry(document: SearchDocument) -> SearchEntry:
    titles, lede = _list_texts(document.title), _list_texts(document.lede)
    body = [text[:_LONGEST_BODY] for text in _list_texts(document.body)]
    title_keys = _list_keys(titles)
    short_names = [name for title in titles for name in list_short_names(title)]
    synonyms = list_synonym_names([*title_keys, *_list_keys(short_names)])
    names = [*document.names, *short_names, *synonyms]
    spellings = [spelling for name in (*titles, *document.names) for spelling in list_spellings(name)]
    columns = {
        "record_type": document.record_type,
        "slug": document.slug,
        "path": document.path,
        "place": document.place,
        "weight": document.weight,
        **_build_columns(document),
        "names": "\n".join(document.names),
        "title_keys": "\n".join(title_keys),
        "name_keys": "\n".join(key for key in _list_keys([*names, *spellings]) if key not in title_keys),
        "title_words": join_words(titles),
        "name_words": join_words(
            [
                document.slug,
                *document.names,
                *spellings,
                *document.words,
                *list_synonyms([*titles, *document.names]),
                *_list_type_names(document.record_type),
            ]
        ),
        "lede_words": join_words([*lede, *list_synonyms(lede)]),
        "body_words": join_words([*body, *list_synonyms(body)]),
    }
    return SearchEntry(**columns, digest=sha256(orjson.dumps(columns)).hexdigest())


@cache
def _list_type_names(record_type: str) -> list[str]:
    """Return the names of a type, so that "Changchun city" finds the city."""
    return _list_texts(localize_lines(lazy(get_type_label, str)(record_type)))


def _build_columns(document: SearchDocument) -> dict[str, object]:
    """Return the columns of the translated texts."""
    texts = {name: getattr(document, name) for name in _TEXTS}
    columns: dict[str, object] = {
        f"{name}_{column}": values.get(column, "")
        for name, values in texts.items()
        for column in ("en", "zh_hans")
    }
    overrides = {name: values["zh_hant"] for name, values in texts.items() if values.get("zh_hant")}
    return {**columns, OVERRIDES: overrides}


def _list_texts(texts: Mapping[str, str]) -> list[str]:
    return [text for text in texts.values() if text]


def _list_keys(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(key for key in map(build_key, names) if key))
