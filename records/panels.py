"""Sections that an app adds to the record pages of a lower app, without an import in the lower app.

An app's `panels.py` registers a panel for a type of record; the page asks for all of them:

    @register_panel(City, key="parks", title=_("Industrial parks"), template="initiatives/panels/parks.html", order=10)
    def parks(city):
        return IndustrialPark.objects.published().filter(...)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from records.models import Record

Rows = Callable[[Any], Iterable[Any]]


@dataclass(frozen=True)
class Panel:
    """A section of a page: its anchor, heading, template, and the published rows it shows of a record.

    The template gets `rows`, `record` (whose page it is) and `citations`. What a row names besides itself
    stands in its `also_cited`. A panel with a `slot` is no section: the page's own template places it there.
    One that does not cite shows what has been worked out of records, and leads to them.
    """

    key: str
    title: Any
    template: str
    order: int
    rows: Rows
    slot: str = ""
    cites: bool = True


@dataclass
class FilledPanel:
    """A panel with its rows for one record."""

    panel: Panel
    rows: list[Any] = field(default_factory=list)

    def get_cited_records(self) -> list[Any]:
        """The rows, and what they name besides themselves."""
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


_panels: dict[type[Record], list[Panel]] = {}


def register_panel(
    subject: type[Record],
    *,
    key: str,
    title: Any,
    template: str,
    order: int = 50,
    slot: str = "",
    cites: bool = True,
) -> Callable[[Rows], Rows]:
    """Register a function from a record to published rows as a panel of that record's page."""

    def register(rows: Rows) -> Rows:
        _panels.setdefault(subject, []).append(Panel(key, title, template, order, rows, slot, cites))
        return rows

    return register


def get_panels(record: Record) -> list[FilledPanel]:
    """The panels of a record's page that have anything to show, in their order."""
    panels = sorted(_panels.get(type(record), []), key=lambda entry: (entry.order, entry.key))
    filled = [FilledPanel(entry, list(entry.rows(record))) for entry in panels]
    return [entry for entry in filled if entry.rows]
