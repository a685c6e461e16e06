"""Finding records for editors: what is public by the index, what is not by its names."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from records.choices import Status
from records.models import Source
from records.pages.record_finders import FoundRecords
from records.search_index import get_search_indexes
from search.queries import MAX_QUERY_LENGTH, SearchQuery
from search.rank import Candidate, Match, has_terms_in_names
from search.selectors import SearchResults, find_results
from search.time_limit import SearchTimeout
from search.vocabulary import load_han_names
from search.words import has_compound, join_words, list_spellings

#: Of the records of a type that are not public, so many are looked at, those that were changed last.
MOST_OPEN = 200
#: Of a type that the index doesn't have, and of sources with an address, so many are listed.
_MOST_OF_TYPE = 100
_CODES = ("admin_code", "ewc_code", "national_code", "code")
#: An address without what copies of it write differently.
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^\s/]+\.[^\s/]+(?:/\S*?)?)/?")


@dataclass(frozen=True)
class FoundEverywhere:
    """The records of all types for a query, best first, as type and slug.

    `counts`: how many of each type. `is_near`: nothing has all words of the query, these have some, or words
    much like them.
    """

    references: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    is_near: bool = False


def find_everywhere(text: str, admins: Mapping[str, Any], request: Any) -> FoundEverywhere:
    """Return the records of the types of these admins, in any state."""
    text = text.strip()[:MAX_QUERY_LENGTH]
    asked = build_query(text)
    if not asked.terms:
        return FoundEverywhere()
    results = search_index(text, admins)
    query = _get_corrected(results)
    named = [] if results.dropped else _choose_named(results)
    references = dict.fromkeys(_list_sources_at(text) if Source.type_code in admins else ())
    references |= dict.fromkeys((one.record_type, one.slug) for one in named)
    for record_type, model_admin in admins.items():
        references |= dict.fromkeys(
            (record_type, slug)
            for slug in _list_slugs(record_type, model_admin, request, text, [asked, query])
        )
    is_near = query.text != asked.text or not references
    references |= dict.fromkeys((one.record_type, one.slug) for one in results.matches)
    return FoundEverywhere(
        list(references),
        Counter(record_type for record_type, _slug in references),
        is_near,
    )


def find_in_list(text: str, model: Any) -> FoundRecords:
    """Return what the search finds of a type, for its list."""
    text = text[:MAX_QUERY_LENGTH]
    asked = build_query(text)
    if not asked.terms:
        return FoundRecords()
    results = search_index(text, [model.type_code])
    query = _get_corrected(results)
    slugs = [] if results.dropped else [one.slug for one in _choose_named(results)]
    keys = [record.pk for record in find_open_records(model.objects.all(), [asked, query])]
    correction = query.text if query.text != asked.text else ""
    spellings = dict.fromkeys(" ".join(one.runs) for one in (asked, query))
    return FoundRecords(Q(slug__in=slugs) | Q(pk__in=keys), tuple(spellings), correction)


def build_query(text: str) -> SearchQuery:
    return SearchQuery(text, names=load_han_names() if has_compound(text) else frozenset())


def search_index(text: str, record_types: Iterable[str]) -> SearchResults:
    """Return what the index has of these types; nothing if it takes too long.

    Of types that it doesn't have, only what is much like unknown words is of use: it is looked for in all.
    """
    indexed = [code for code in record_types if code in get_search_indexes()]
    asked = build_query(text)
    try:
        results = find_results(text, among=indexed)
    except SearchTimeout:
        return SearchResults(asked, asked)
    return results if indexed else SearchResults(results.asked, results.query, dropped=results.dropped)


def find_open_records(records: QuerySet, queries: Iterable[SearchQuery]) -> list[Any]:
    """Return the records that are not public and have all words of a query in their names."""
    model = records.model
    changed = Coalesce("updated_at", "published_at").desc()
    open_records = records.exclude(status=Status.PUBLISHED).order_by(changed, "-pk")
    # The titles of some types consist of the names of related records.
    if not {"name", "title"} & set(model.translated_fields):
        related = [row.name for row in model._meta.fields if row.many_to_one]
        open_records = open_records.select_related(*related) if related else open_records
    return [record for record in open_records[:MOST_OPEN] if _is_named_by_any(record, queries)]


def _get_corrected(results: SearchResults) -> SearchQuery:
    """Return the query with its unknown words replaced by known ones that are much like them."""
    return results.asked if results.dropped else results.query


def _choose_named(results: SearchResults) -> Sequence[Candidate | Match]:
    """Return the matches by name if there are any, else those by other texts, else those that are near."""
    if not results.counts:
        return results.near
    named = [one for one in results.best if has_terms_in_names(one, results.query)]
    return named if named and len(named) < len(results.best) else results.matches


def _list_slugs(
    record_type: str, model_admin: Any, request: Any, text: str, queries: list[SearchQuery]
) -> list[str]:
    """Return what the index lacks of a type: what is not public, or all."""
    records = model_admin.model.objects.all()
    if record_type in get_search_indexes():
        return [record.slug for record in find_open_records(records, queries)]
    found, _may_repeat = model_admin.get_search_results(request, records, text)
    return list(found.values_list("slug", flat=True)[:_MOST_OF_TYPE])


def _list_sources_at(text: str) -> list[tuple[str, str]]:
    """Return the sources with an address, however it ends."""
    address = _ADDRESS.fullmatch(text)
    if not address:
        return []
    slugs = Source.objects.filter(url__icontains=address[1]).order_by("slug").values_list("slug", flat=True)
    return [(Source.type_code, slug) for slug in slugs[:_MOST_OF_TYPE]]


def _is_named_by_any(record: Any, queries: Iterable[SearchQuery]) -> bool:
    words = f" {join_words(_list_names(record))}"
    return any(all(f" {term.word}" in words for term in query.terms) for query in queries)


def _list_names(record: Any) -> list[str]:
    chinese = str(record.title_in("zh-hans"))
    codes = [str(getattr(record, name, "")) for name in _CODES]
    return [record.slug, str(record.title_in("en")), chinese, *list_spellings(chinese), *codes]
