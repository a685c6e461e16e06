"""The rows that each option of the facets of a list matches, as sets of primary keys.

With them, the options of any combination of filters are counted without a query.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, CharField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from pyroaring import BitMap64

#: The name of the group of all rows.
_ALL = "*all"


class KeyList(Aggregate):
    """The keys of a group as text, separated by commas."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s::text, ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = "%(function)s(%(expressions)s)"
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", template=template, **context)


@dataclass(frozen=True)
class FacetIndex:
    """All rows of a list, and those of each code of each facet. Threads share the sets: don’t change them."""

    rows: BitMap64
    codes: dict[str, dict[str, BitMap64]]

    def get_rows(self, facet: str, codes: Iterable[str]) -> BitMap64:
        """Return the rows that have any of the codes."""
        known = self.codes.get(facet, {})
        return BitMap64().union(*(known[code] for code in codes if code in known))


def list_keys_by_code(qs: QuerySet, code: Any, key: str = "pk") -> QuerySet:
    """Return a query of pairs: a code as text, and the keys of its rows."""
    rows = qs.order_by().annotate(facet_code=Cast(code, CharField())).values_list("facet_code")
    return rows.annotate(facet_keys=KeyList(key))


def build_facet_index(qs: QuerySet, queries: Mapping[str, Iterable[QuerySet]]) -> FacetIndex:
    """Build the index of the rows of `qs` from `list_keys_by_code()` of each facet, with one query."""
    everything = list_keys_by_code(qs, Value(_ALL))
    named = [
        query.annotate(facet_name=Value(name, output_field=CharField()))
        for name, some in {_ALL: [everything], **queries}.items()
        for query in some
    ]
    codes: dict[str, dict[str, BitMap64]] = {name: {} for name in (_ALL, *queries)}
    for code, keys, name in named[0].union(*named[1:], all=True):
        if keys:
            rows = BitMap64(map(int, keys.split(",")))
            codes[name][code or ""] = codes[name].get(code or "", BitMap64()) | rows
    return FacetIndex(codes.pop(_ALL).get(_ALL, BitMap64()), codes)
