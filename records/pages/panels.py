"""Sections that an app adds to the record pages of a lower app, without an import in the lower app.

An app's `panels.py` registers panels for a record type:

    @register_panel(City, key="parks", title=_("Industrial parks"), template="…/parks.html", order=10)
    def list_parks_of_city(city):
        return IndustrialPark.objects.published().filter(...)

A page shows its panels by ascending `order`. Each panel states its own; the order of imports has no effect.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Required, TypedDict, Unpack

from django.db.models import Exists, QuerySet
from django.utils.functional import Promise

from records.models import Record
from records.texts.formats import format_row_count

#: Rows of a panel among others, and on a page of its own.
ROWS_SHOWN, ROWS_PER_PAGE = 10, 50
#: Of fewer panels each is fetched without asking first which have rows.
_FEWEST_ASKED = 8

Rows = Callable[[Any], Any]
Arrangement = Callable[[Any, list[Any]], list[Any]]


@dataclass(frozen=True)
class Panel:
    """A section of a record page. `rows` returns the published rows of a record, `key` is the HTML id.

    The template receives `rows`, `record` and `citations`. `cited` returns the records that the template
    cites with a row, if not the row itself. A panel with a `slot` isn't a section; the template of the page
    places it. `tags` is a template for words above the heading of a city; it receives `rows` and `record`.
    `cites` is False for derived data, which links to its records instead. A `folded` panel stands in a fold
    at the end of the page.

    The page shows the first `limit` rows, and `?section=<key>` all, by page. `rows` therefore returns a
    queryset, unless the rows are few by nature. `first` returns other rows for the page: one more than it
    shows if there are others, unless `has_more` says so of those shown. `arrange` returns the rows as the
    template reads them.
    """

    key: str
    title: str | Promise
    template: str
    order: int
    rows: Rows
    slot: str = ""
    cites: bool = True
    tags: str = ""
    folded: bool = False
    limit: int = ROWS_SHOWN
    first: Rows | None = None
    has_more: Callable[[list[Any]], bool] | None = None
    cited: Callable[[Any], Iterable[Any]] | None = None
    arrange: Arrangement | None = None


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
        cited = self.panel.cited
        return [obj for row in self.rows for obj in cited(row)] if cited else self.rows

    @property
    def count(self) -> str:
        return format_row_count(self.rows, self.has_more)

    @property
    def key(self) -> str:
        return self.panel.key

    @property
    def title(self) -> str | Promise:
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


_panels: dict[type[Record], list[Panel]] = {}


class PanelOptions(TypedDict, total=False):
    """The options of a panel that `Panel` describes."""

    title: Required[str | Promise]
    template: Required[str]
    slot: str
    cites: bool
    tags: str
    folded: bool
    limit: int
    first: Rows
    has_more: Callable[[list[Any]], bool]
    cited: Callable[[Any], Iterable[Any]]
    arrange: Arrangement


def register_panel(
    subject: type[Record], *, key: str, order: int, **options: Unpack[PanelOptions]
) -> Callable[[Rows], Rows]:
    """Decorate a function that returns the published rows of a record; for the options see `Panel`.

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
        panels.append(Panel(key=key, order=order, rows=rows, **options))
        return rows

    return register


def list_panels(subject: type[Record]) -> list[Panel]:
    """Return the panels registered for a record type, in order."""
    return sorted(_panels.get(subject, []), key=lambda panel: panel.order)


def get_panels(record: Record) -> list[FilledPanel]:
    """Return the panels that have rows, in order, each with its first rows."""
    found = [(panel, (panel.first or panel.rows)(record)) for panel in list_panels(type(record))]
    filled = [_fill_shown(panel, record, rows) for panel, rows in _drop_empty(record, found)]
    return [entry for entry in filled if entry.rows]


def _drop_empty(record: Record, found: list[tuple[Panel, Any]]) -> list[tuple[Panel, Any]]:
    """Leave out querysets without rows. One query asks for all: most records have rows in few panels."""
    querysets = {panel.key: rows for panel, rows in found if isinstance(rows, QuerySet)}
    if len(querysets) < _FEWEST_ASKED:
        return found
    own = type(record)._default_manager.filter(pk=record.pk).order_by()
    exist = own.values_list(*(Exists(rows) for rows in querysets.values())).get()
    empty = {key for key, exists in zip(querysets, exist, strict=True) if not exists}
    return [(panel, rows) for panel, rows in found if panel.key not in empty]


def get_section(record: Record, key: str, number: int) -> FilledPanel | None:
    """Return a page of the rows of one panel; None if there is no such panel, or nothing on that page."""
    panel = next((panel for panel in list_panels(type(record)) if panel.key == key), None)
    return fill_panel(panel, record, ROWS_PER_PAGE, number) if panel else None


def _fill_shown(panel: Panel, record: Record, rows: Any) -> FilledPanel:
    """Fetch the first rows, as they are shown among other panels, and one more to know of others."""
    fetched = list(rows[: panel.limit + 1])
    shown = fetched[: panel.limit]
    has_more = len(fetched) > panel.limit or bool(panel.has_more and panel.has_more(shown))
    return _fill(panel, record, shown, has_more)


def fill_panel(panel: Panel, record: Record, size: int, number: int = 1) -> FilledPanel | None:
    """Fetch a page of rows, and one row more to know whether there are others; None if it has no rows."""
    start = (number - 1) * size
    fetched = list(panel.rows(record)[start : start + size + 1])
    return _fill(panel, record, fetched[:size], len(fetched) > size, number) if fetched else None


def _fill(panel: Panel, record: Record, rows: list[Any], has_more: bool, number: int = 1) -> FilledPanel:
    arranged = panel.arrange(record, rows) if panel.arrange else rows
    return FilledPanel(panel, arranged, has_more, number)
