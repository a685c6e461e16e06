"""Records of the same name that are shown together: their places tell them apart."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from records.texts.formats import is_chinese
from records.texts.translation import Text


def mark_same_names(
    records: Iterable[Any], get_name: Callable[[Any], Hashable], get_place: Callable[[Any], Any]
) -> None:
    """Set `distinction` on the records whose name another of them has: its place.

    A record may be there several times. `get_place` is called for these records only.
    """
    by_name: dict[Hashable, list[Any]] = defaultdict(list)
    for record in records:
        by_name[get_name(record)].append(record)
    for same in by_name.values():
        if len({record.pk for record in same}) > 1:
            for record in same:
                record.distinction = get_place(record)


def add_distinction(name: str, distinction: Any) -> Text:
    """Return the name with what `mark_same_names()` set, if anything: "Fuzhou (Fujian)"."""
    language = getattr(name, "lang", "zh-Hans" if is_chinese() else "en")
    if not distinction:
        return Text(str(name), language)
    return Text(f"{name}（{distinction}）" if is_chinese() else f"{name} ({distinction})", language)
