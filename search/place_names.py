"""Names of places, also of those that aren't on the site: none is ever corrected to another word."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

from search.words import build_key, list_spellings, normalize_text, split_runs

#: Shorter words aren't corrected anyway.
_SHORTEST = 4


def is_place_name(word: str) -> bool:
    """Return whether a normalized word is a country, a large city, or a province or city of China."""
    return word in load_uncorrected_names()


@cache
def load_uncorrected_names() -> frozenset[str]:
    words = {word for name in _list_names_of_the_world() for word in split_runs(normalize_text(name))}
    lines = Path(__file__).with_name("place_names.txt").read_text(encoding="utf-8").splitlines()
    for name in " ".join(line for line in lines if not line.startswith("#")).split():
        words.update(map(build_key, (name, *list_spellings(name))))
    return frozenset(word for word in words if len(word) >= _SHORTEST)


def _list_names_of_the_world() -> Iterator[str]:
    """Yield the countries, and the cities by which time zones are called."""
    locale = Locale("en")
    yield from locale.territories.values()
    yield from (zone.get("city", "") for zone in locale.time_zones.values())
    yield from (key.rpartition("/")[2].replace("_", " ") for key in get_global("zone_territories"))
