"""The rows that each option of the facets of a list matches.

They are bitmaps: numbers whose bits stand for primary keys. With them, the options of any combination of
filters are counted without a query.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from typing import Any

from django.db.models import Aggregate, CharField, QuerySet, TextField, Value
from django.db.models.functions import Cast

#: The name of the group of all rows.
_ALL = "*all"
_DIGITS_TO_FLAGS = bytes.maketrans(b"01", b"\0\1")


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
    """All rows of a list, and those of each code of each facet. Bit 0 is the row with primary key `first`."""

    first: int
    rows: int
    codes: dict[str, dict[str, int]]

    def get_rows(self, facet: str, codes: Iterable[str]) -> int:
        """Return the rows that have any of the codes."""
        known, rows = self.codes.get(facet, {}), 0
        for code in codes:
            rows |= known.get(code, 0)
        return rows

    def match(self, chosen: Mapping[str, int], excluded: str = "") -> int:
        """Return the rows that match all filters, except one."""
        rows = self.rows
        for name, matching in chosen.items():
            if name != excluded:
                rows &= matching
        return rows

    def find_rows(self, keys: Iterable[int]) -> int:
        """Return the rows with these primary keys."""
        return self.rows & _build_bitmap((key for key in keys if key >= self.first), self.first)

    def list_bits(self, keys: Iterable[int]) -> Sequence[int]:
        """Return the bits that stand for these primary keys, in the same order, compactly."""
        bits, end = (key - self.first for key in keys), self.rows.bit_length()
        return array("L", (bit for bit in bits if 0 <= bit < end))

    def list_keys(self, rows: int, ordered: Sequence[int], start: int, stop: int) -> list[int]:
        """Return primary keys of a page of `rows` in the order of `list_bits()`."""
        digits = f"{rows:0{self.rows.bit_length()}b}".encode()
        flags = digits[::-1].translate(_DIGITS_TO_FLAGS)
        matching = compress(ordered, map(flags.__getitem__, ordered))
        return [self.first + bit for bit in islice(matching, start, stop)]


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
    found = [
        (name, code or "", list(map(int, keys.split(","))))
        for code, keys, name in named[0].union(*named[1:], all=True)
        if keys
    ]
    first = min((min(keys) for _name, _code, keys in found), default=0)
    codes: dict[str, dict[str, int]] = {name: {} for name in (_ALL, *queries)}
    for name, code, keys in found:
        codes[name][code] = codes[name].get(code, 0) | _build_bitmap(keys, first)
    return FacetIndex(first, codes.pop(_ALL).get(_ALL, 0), codes)


def _build_bitmap(keys: Iterable[int], first: int) -> int:
    places = [key - first for key in keys]
    bits = bytearray(max(places, default=-1) // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")
