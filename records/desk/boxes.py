"""Boxes of the first page of the admin: what waits, each with a count and its first rows.

An app's `desk_boxes.py` registers them:

    register_box(DeskBox("requests", order=60, column=2, title=_("Requests"), …))

Counts and rows are asked for with the request. `count` returns None if the box isn't for its account.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules

from records.texts.formats import format_number

#: Of each box, so many rows are on the page.
ROWS_IN_BOX = 6
#: Queues are counted up to here: "100+".
MOST_COUNTED = 100
#: Request attribute: what each box counts.
_COUNTS = "_desk_counts"


@dataclass(frozen=True)
class BoxRow:
    """A row of a box. `state`: a word beside it; `is_urgent` if it is for the reader to act on."""

    title: Any
    url: str = ""
    note: Any = ""
    state: Any = ""
    is_urgent: bool = False
    quote: str = ""


@dataclass(frozen=True)
class BoxLink:
    label: Any
    url: str


def _list_nothing(request: HttpRequest) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class DeskBox:
    """A box: `label` names what is counted, for a number; `empty` says what could be done if there is none.

    `waits`: what it counts waits for the account, and is counted in the head of all pages.
    """

    key: str
    order: int
    column: int
    title: Any
    label: Callable[[int], Any]
    count: Callable[[HttpRequest], int | None]
    list_rows: Callable[[HttpRequest], Iterable[BoxRow]]
    list_links: Callable[[HttpRequest], Iterable[BoxLink]] = field(default=_list_nothing)
    note: Any = ""
    empty: Any = ""
    waits: bool = False


@dataclass(frozen=True)
class FilledBox:
    """A box with what it has for an account."""

    box: DeskBox
    count: int
    rows: list[BoxRow]
    links: list[BoxLink]

    @property
    def number(self) -> str:
        return format_count(self.count)

    @property
    def label(self) -> Any:
        return self.box.label(self.count)


_boxes: dict[str, DeskBox] = {}


def register_box(box: DeskBox) -> None:
    _boxes[box.key] = box


@cache
def _load_boxes() -> None:
    autodiscover_modules("desk_boxes")


def list_boxes() -> list[DeskBox]:
    _load_boxes()
    return sorted(_boxes.values(), key=lambda box: box.order)


def count_rows(rows: QuerySet) -> int:
    """Count no more rows than are told: of a long queue, one more than `MOST_COUNTED`."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def format_count(count: int) -> str:
    return f"{MOST_COUNTED}+" if count == MOST_COUNTED + 1 else format_number(count)


def count_boxes(request: HttpRequest, *, only_waiting: bool) -> dict[str, int]:
    """Return what is counted for the account of a request, of each box once; boxes for others are missing."""
    kept: dict[str, int | None] = request.__dict__.setdefault(_COUNTS, {})
    for box in list_boxes():
        if box.key not in kept and (box.waits or not only_waiting):
            kept[box.key] = box.count(request)
    wanted = {box.key for box in list_boxes() if box.waits or not only_waiting}
    return {key: count for key, count in kept.items() if count is not None and key in wanted}


def fill_boxes(request: HttpRequest) -> list[FilledBox]:
    """Return the boxes of the first page. Of an empty one, no rows are asked for."""
    counts = count_boxes(request, only_waiting=False)
    return [
        FilledBox(
            box,
            counts[box.key],
            list(box.list_rows(request))[:ROWS_IN_BOX] if counts[box.key] else [],
            list(box.list_links(request)),
        )
        for box in list_boxes()
        if box.key in counts
    ]
