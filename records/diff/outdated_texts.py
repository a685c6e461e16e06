"""Texts whose English was changed after their Chinese. Each revision has the list of those of its record."""

from collections.abc import Collection, Iterator
from typing import Any

from records.models import Record, Revision
from records.snapshots import list_rows


def find_outdated_texts(model: type[Record], last: Revision | None, data: dict[str, Any]) -> dict[str, int]:
    """Return the place of each text with outdated Chinese, and the revision with the English it was for.

    `last`: the revision before `data`. A place is the name of a field, or "key_facts.area.note".
    """
    if last is None or last.data is None:
        return {}
    former = dict(_list_texts(model, last.data))
    outdated = {}
    for place, (english, chinese) in _list_texts(model, data):
        former_english, former_chinese = former.get(place, ("", ""))
        if not chinese or chinese != former_chinese:
            continue
        if place in last.outdated_texts:
            outdated[place] = last.outdated_texts[place]
        elif former_english and english != former_english:
            outdated[place] = last.pk
    return outdated


def _list_texts(model: type[Record], data: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the English and the Simplified text of each place of a snapshot. Links have no places."""
    for row_model, row, prefix in list_rows(model, data):
        if prefix.count(".") != 1:
            for name in getattr(row_model, "translated_fields", {}):
                yield f"{prefix}{name}", (row.get(f"{name}_en") or "", row.get(f"{name}_zh_hans") or "")


def get_newest_outdated_texts(record: Record) -> tuple[int, dict[str, int]]:
    """Return the newest revision of a record, and its outdated texts."""
    newest = Revision.objects.of(record).values_list("pk", "outdated_texts").first()
    return newest or (0, {})


def clear_outdated_texts(record: Record, places: Collection[str]) -> None:
    """Note in the newest revision that the Chinese of these places fits the English."""
    pk, outdated = get_newest_outdated_texts(record)
    kept = {place: since for place, since in outdated.items() if place not in places}
    if kept != outdated:
        Revision.objects.filter(pk=pk).update(outdated_texts=kept)
