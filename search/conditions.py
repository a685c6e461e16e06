"""The rows that contain the words of a query: tsvector and GIN on PostgreSQL, FTS5 on SQLite."""

from collections.abc import Sequence

from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from search.models import SearchEntry
from search.queries import SearchTerm

#: Names of the columns of the full-text table, and their weights in the vector.
WORD_COLUMNS = {"title_words": "A", "name_words": "B", "lede_words": "C", "body_words": "D"}
_NAMES = ("title_words", "name_words")


def filter_matches(
    entries: QuerySet[SearchEntry],
    terms: Sequence[SearchTerm],
    *,
    in_names: bool = False,
    needs_all: bool = True,
) -> QuerySet[SearchEntry]:
    """Return the entries with all the terms, or with any of them. `in_names`: in title and other names."""
    write = _write_tsquery if connection.vendor == "postgresql" else _write_fts_query
    condition = write(terms, in_names, needs_all)
    return entries.filter(RawSQL(_CONDITIONS[connection.vendor], [condition], models.BooleanField()))


_CONDITIONS = {
    "postgresql": "search_searchentry.vector @@ %s::tsquery",
    "sqlite": "search_searchentry.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)",
}


def _write_tsquery(terms: Sequence[SearchTerm], in_names: bool, needs_all: bool) -> str:
    weights = "".join(WORD_COLUMNS[name] for name in _NAMES) if in_names else ""
    written = []
    for term in terms:
        options = f"{'*' if term.is_prefix else ''}{weights}"
        forms = [f"'{term.word}'{':' if options else ''}{options}"]
        if term.stem != term.word:
            forms.append(f"'{term.stem}'{':' if weights else ''}{weights}")
        written.append(f"({' | '.join(forms)})")
    return (" & " if needs_all else " | ").join(written)


def _write_fts_query(terms: Sequence[SearchTerm], in_names: bool, needs_all: bool) -> str:
    written = []
    for term in terms:
        forms = [f'"{term.word}"{" *" if term.is_prefix else ""}']
        if term.stem != term.word:
            forms.append(f'"{term.stem}"')
        written.append(f"({' OR '.join(forms)})")
    query = (" AND " if needs_all else " OR ").join(written)
    return f"{{{' '.join(_NAMES)}}} : ({query})" if in_names else query
