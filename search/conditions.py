"""The rows that contain the words of a query: tsvector and GIN on PostgreSQL, FTS5 on SQLite.

On PostgreSQL, title and other names have a vector of their own: an index of vectors has no weights, so that
each row with the words would be read.
"""

from collections.abc import Sequence

from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from search.models import SearchEntry
from search.queries import SearchTerm

#: Columns of the full-text table.
_NAMES = ("title_words", "name_words")


def filter_matches(
    entries: QuerySet[SearchEntry],
    terms: Sequence[SearchTerm],
    *,
    in_names: bool = False,
) -> QuerySet[SearchEntry]:
    """Return the entries with all the terms. `in_names`: in title and other names."""
    return entries.filter(_build_condition(terms, in_names))


def exclude_names(entries: QuerySet[SearchEntry], terms: Sequence[SearchTerm]) -> QuerySet[SearchEntry]:
    """Return the entries without those that have the terms in title and other names."""
    return entries.exclude(_build_condition(terms, True))


def _build_condition(terms: Sequence[SearchTerm], in_names: bool) -> RawSQL:
    if connection.vendor == "postgresql":
        column = "names_vector" if in_names else "vector"
        sql, words = f"search_searchentry.{column} @@ %s::tsquery", _write_tsquery(terms)
    else:
        sql = "search_searchentry.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)"
        words = _write_fts_query(terms, in_names)
    return RawSQL(sql, [words], models.BooleanField())


def _write_tsquery(terms: Sequence[SearchTerm]) -> str:
    written = []
    for term in terms:
        forms = [f"'{term.word}'{':*' if term.is_prefix else ''}"]
        if term.stem != term.word:
            forms.append(f"'{term.stem}'")
        written.append(f"({' | '.join(forms)})")
    return " & ".join(written)


def _write_fts_query(terms: Sequence[SearchTerm], in_names: bool) -> str:
    written = []
    for term in terms:
        forms = [f'"{term.word}"{" *" if term.is_prefix else ""}']
        if term.stem != term.word:
            forms.append(f'"{term.stem}"')
        written.append(f"({' OR '.join(forms)})")
    query = " AND ".join(written)
    return f"{{{' '.join(_NAMES)}}} : ({query})" if in_names else query
