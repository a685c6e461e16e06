"""Sections that an app adds to the record pages of a lower app, without an import in the lower app.

An app's `panels.py` registers panels for a record type:

    @register_panel(City, key="parks", title=_("Industrial parks"), template="…/parks.html", order=10)
    def list_parks_of_city(city):
        return IndustrialPark.objects.published().filter(...)

A page shows its panels by ascending `order`. Each panel states its own; the order of imports has no effect.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from records.models import Record

Rows = Callable[[Any], Iterable[Any]]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Panel:
    """A section of a record page. `rows` returns the published rows of a record, `key` is the HTML id.

    The template receives `rows`, `record` and `citations`. A row lists further cited records in `also_cited`.
    A panel with a `slot` isn't a section; the template of the page places it. `tags` is a template for labels
    below the heading of the page; it receives `rows`. `cites` is False for derived data, which links to its
    records instead. A `folded` panel stands in a fold at the end of the page; of a `brief` one, the page of a
    city also lists the first rows as links.
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


@dataclass
class FilledPanel:
    """A panel with its rows for one record."""

    panel: Panel
    rows: list[Any] = field(default_factory=list)

    def get_cited_records(self) -> list[Any]:
        if not self.panel.cites:
            return []
        return [obj for row in self.rows for obj in (row, *getattr(row, "also_cited", ()))]

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
        panels.append(Panel(key, title, template, order, rows, slot, cites, tags, folded, brief))
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
    """Return the panels that have rows, in order."""
    filled = [FilledPanel(panel, list(panel.rows(record))) for panel in list_panels(type(record))]
    return [entry for entry in filled if entry.rows]
