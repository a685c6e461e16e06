"""Sections that an app adds to the record pages of a lower app, without an import in the lower app.

An app's `panels.py` registers panels for a record type:

    @register_panel(City, key="parks", title=_("Industrial parks"), template="…/parks.html", order=10)
    def list_parks_of_city(city):
        return IndustrialPark.objects.published().filter(...)

A page shows its panels by ascending `order`. Each panel states its own; the order of imports has no effect.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from records.formats import format_row_count
from records.models import Record

#: Rows of a panel among others, and on a page of its own.
ROWS_SHOWN, ROWS_PER_PAGE = 10, 50

Rows = Callable[[Any], Any]
Completion = Callable[[Any, list[Any]], None]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Panel:
    """A section of a record page. `rows` returns the published rows of a record, `key` is the HTML id.

    The template receives `rows`, `record` and `citations`. A row lists further cited records in `also_cited`.
    A panel with a `slot` isn't a section; the template of the page places it. `tags` is a template for labels
    below the heading of the page; it receives `rows`. `cites` is False for derived data, which links to its
    records instead. A `folded` panel stands in a fold at the end of the page; of a `brief` one, the page of a
    city also lists the first rows as links.

    The page shows the first `limit` rows, and `?section=<key>` all, by page. `rows` therefore returns a
    queryset, unless the rows are few by nature; what it can't annotate, `complete` sets on the rows shown.
    """

    key: str
    title: Any
    template: str
    order: int
    rows: Rows
    slot: str = ""
    cites: bool = True
    tags: str = ""
    folded: bool = False
    brief: bool = False
    limit: int = ROWS_SHOWN
    complete: Completion | None = None


@dataclass(frozen=True)
class FirstRows:
    """Rows of a panel of which the first, one more than its limit, are fetched together with others.

    A page of all rows fetches `every` alone. `find_others` returns whether `every` also has rows that don't
    follow the first ones, but stand between them.
    """

    fetch: Callable[[], list[Any]]
    every: Callable[[], Any]
    limit: int = ROWS_SHOWN
    find_others: Callable[[list[Any]], bool] | None = None

    @cached_property
    def first(self) -> list[Any]:
        return self.fetch()

    @property
    def has_others(self) -> bool:
        return self.find_others is not None and self.find_others(self.first)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.first)

    def __getitem__(self, index: slice) -> list[Any]:
        if index.stop > self.limit + 1 or self.has_others:
            return list(self.every()[index])
        return self.first[index]


@dataclass
class FilledPanel:
    """A panel with rows of one record; `number` is that of their page."""

    panel: Panel
    rows: list[Any] = field(default_factory=list)
    has_more: bool = False
    number: int = 1

    def get_cited_records(self) -> list[Any]:
        if not self.panel.cites:
            return []
        return [obj for row in self.rows for obj in (row, *getattr(row, "also_cited", ()))]

    @property
    def count(self) -> str:
        return format_row_count(self.rows, self.has_more)

    @property
    def key(self) -> str:
        return self.panel.key

    @property
    def title(self) -> Any:
        return self.panel.title

    @property
    def template(self) -> str:
        return self.panel.template

    @property
    def slot(self) -> str:
        return self.panel.slot

    @property
    def tags(self) -> str:
        return self.panel.tags

    @property
    def folded(self) -> bool:
        return self.panel.folded

    @property
    def brief(self) -> bool:
        return self.panel.brief


_panels: dict[type[Record], list[Panel]] = {}


def register_panel(
    subject: type[Record],
    *,
    key: str,
    title: Any,
    template: str,
    order: int,
    slot: str = "",
    cites: bool = True,
    tags: str = "",
    folded: bool = False,
    brief: bool = False,
    limit: int = ROWS_SHOWN,
    complete: Completion | None = None,
) -> Callable[[Rows], Rows]:
    """Decorate a function that returns the published rows of a record.

    Raises ValueError if the record type has a panel with this key or order.
    """

    def register(rows: Rows) -> Rows:
        panels = _panels.setdefault(subject, [])
        for other in panels:
            if other.key == key or other.order == order:
                raise ValueError(
                    f"{subject.__name__} has a panel “{other.key}” with order {other.order} already; "
                    f"“{key}” needs a key and an order of its own."
                )
        panels.append(
            Panel(key, title, template, order, rows, slot, cites, tags, folded, brief, limit, complete)
        )
        return rows

    return register


def fetch_once(function: Callable[[Any], Result]) -> Callable[[Any], Result]:
    """Decorate a function of a record that several panels call. It runs once for each instance."""

    @wraps(function)
    def fetch(record: Any) -> Result:
        fetched = record.__dict__.setdefault("_fetched", {})
        if function not in fetched:
            fetched[function] = function(record)
        return fetched[function]

    return fetch


def list_panels(subject: type[Record]) -> list[Panel]:
    """Return the panels registered for a record type, in order."""
    return sorted(_panels.get(subject, []), key=lambda panel: panel.order)


def get_panels(record: Record) -> list[FilledPanel]:
    """Return the panels that have rows, in order, each with its first rows."""
    filled = [_fill_shown(panel, record) for panel in list_panels(type(record))]
    return [entry for entry in filled if entry.rows]


def get_section(record: Record, key: str, number: int) -> FilledPanel | None:
    """Return a page of the rows of one panel; None if there is no such panel, or nothing on that page."""
    panel = next((panel for panel in list_panels(type(record)) if panel.key == key), None)
    filled = fill_panel(panel, record, ROWS_PER_PAGE, number) if panel else None
    return filled if filled and filled.rows else None


def _fill_shown(panel: Panel, record: Record) -> FilledPanel:
    """Fetch the first rows, as they are shown among other panels."""
    rows = panel.rows(record)
    has_others = isinstance(rows, FirstRows) and rows.has_others
    fetched = list(rows.first if isinstance(rows, FirstRows) else rows[: panel.limit + 1])
    return _fill(panel, record, fetched, panel.limit, has_others=has_others)


def fill_panel(panel: Panel, record: Record, size: int, number: int = 1) -> FilledPanel:
    """Fetch a page of rows, and one row more to know whether there are others."""
    start = (number - 1) * size
    return _fill(panel, record, list(panel.rows(record)[start : start + size + 1]), size, number)


def _fill(
    panel: Panel, record: Record, fetched: list[Any], size: int, number: int = 1, *, has_others: bool = False
) -> FilledPanel:
    filled = FilledPanel(panel, fetched[:size], has_others or len(fetched) > size, number)
    if panel.complete:
        panel.complete(record, filled.rows)
    return filled
