"""Pages of the values of a statistic: a response in JSON has a limited number of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pagination import decode_cursor, encode_cursor, hash_query
from stats.definitions import StatisticResult
from stats.models import encode_dimensions
from stats.selectors import ScopedKey

#: The most values of a statistic in one scope, and of all statistics of a list, that a response has.
MOST_VALUES, MOST_IN_LIST = 500, 2_500


@dataclass(frozen=True)
class ValuePage:
    """Some of the values of a statistic in one scope.

    Small tables are in the order of the public page. Others are in the order of their codes, so that the rest
    can be read page by page.
    """

    #: What headlines and formulas are made of: all values, or those of a large table summarized.
    results: Sequence[StatisticResult]
    #: The values of the page; None if these are all.
    shown: Sequence[StatisticResult] | None = None
    #: The codes after which the next page begins; empty for the first page, None if there is no other page.
    next_after: str | None = None


def choose_cut_statistics(sizes: Mapping[ScopedKey, int], after: str = "") -> dict[ScopedKey, int]:
    """Return the statistics of which a response does not have all values, with the number that it has.

    Of a long list, the last ones may have none; their values are at the address of each. `after`: only values
    after these codes are asked for.
    """
    if after:
        return dict.fromkeys(sizes, MOST_VALUES)
    cut: dict[ScopedKey, int] = {}
    remaining = MOST_IN_LIST
    for scoped_key, size in sizes.items():
        shown = min(size, MOST_VALUES)
        if shown > remaining:
            cut[scoped_key] = 0
            continue
        remaining -= shown
        if size > shown:
            cut[scoped_key] = shown
    return cut


def build_value_page(
    results: Sequence[StatisticResult], following: Sequence[StatisticResult], size: int
) -> ValuePage:
    """Return the page of the first `size` values of `following`, or one without values."""
    shown = following[:size]
    if not size:
        return ValuePage(results, (), "")
    is_last = len(following) == len(shown)
    return ValuePage(results, shown, None if is_last else encode_dimensions(shown[-1].dimensions))


def encode_value_cursor(scoped_key: ScopedKey, number: int | None, codes: str) -> str:
    return encode_cursor(_hash_scoped_key(scoped_key, number), [codes])


def decode_value_cursor(cursor: str, scoped_key: ScopedKey, number: int | None) -> str:
    """Return the codes of a cursor of the same statistic, scope and content version."""
    return str(decode_cursor(cursor, _hash_scoped_key(scoped_key, number), "values_after", "values_next")[0])


def _hash_scoped_key(scoped_key: ScopedKey, number: int | None) -> str:
    return hash_query(
        scoped_key.key,
        [(scoped_key.scope, [scoped_key.slug]), ("version", ["" if number is None else str(number)])],
    )
