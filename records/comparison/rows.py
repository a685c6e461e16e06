"""Comparison of two to four records of a type: its rows, which of them differ, and which can't be compared.

An app registers the types that can be compared, and adds rows to a type of its own or of a lower app, in its
module `comparison`, which is discovered on start:

    register_compared_type(ComparedType("cities", City, _("Compare cities"), …))

    @register_comparison_rows(City, order=20)
    def list_fact_rows(cities):
        return [build_figure_row(RowGroup.FACTS, "area", _("Area"), figures_of_each_city)]

Rows are listed by ascending `order`, and a group has the place of its first row. The functions get all
compared records, so that the number of queries doesn't depend on how many there are.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from records.choices import Evidence, Precision
from records.comparison.strips import ComparisonStrip
from records.drawings.files import PageDrawing
from records.figures.units import get_unit
from records.models import Record

MAX_COMPARED = 4
#: A row of numbers differs if the largest is at least so many times the smallest.
_GREAT_RATIO = 2

_AHEAD = {Evidence.TARGET, Evidence.REQUIRED, Evidence.PLANNED, Evidence.EXPECTED}
_BOUNDS = {Precision.AT_LEAST, Precision.UP_TO}


class NumberState(TextChoices):
    """Whether a source states a number, or this site works it out."""

    STATED = "stated", pgettext_lazy("number_states", "stated by the source")
    CALCULATED = "calculated", pgettext_lazy("number_states", "calculated from numbers of the source")
    BY_SUBTRACTION = "by_subtraction", pgettext_lazy("number_states", "what is left of the other numbers")


class RowGroup:
    """Titles of the groups that several types or apps fill."""

    IDENTITY = pgettext_lazy("comparison", "What it is")
    WASTE = pgettext_lazy("comparison", "Municipal waste")
    FACTS = pgettext_lazy("comparison", "Core facts")
    INDUSTRIES = pgettext_lazy("comparison", "Industries and attributes")
    PROGRAMMES = pgettext_lazy("comparison", "Programmes")
    MEASURES = pgettext_lazy("comparison", "Measures")
    EXCHANGES = pgettext_lazy("comparison", "Exchanges")


@dataclass(frozen=True)
class ComparedType:
    """A type whose records can be compared: its parameter in the address, a queryset that fetches titles.

    `count` words the link that compares so many, `number` how many there are, and `get_place` names what
    tells records of one title apart. `fetch_others` returns the values of all other records for each row of
    numbers; `build_drawings` returns what the template `drawing_template` draws of the records, or None;
    `draw` the same for files, or with `is_sheet` for a sheet of A4.
    """

    parameter: str
    model: type[Record]
    title: Any
    plural: Any
    queryset: Any
    count: Callable[[int], str]
    number: Callable[[int], str]
    get_place: Callable[[Any], Any]
    fetch_others: "Callable[[Sequence[ComparisonRow], Sequence[Any]], list[list[Decimal]]]"
    build_drawings: Callable[[Sequence[Any]], Any] | None = None
    drawing_template: str = ""
    draw: Callable[..., PageDrawing | None] | None = None


@dataclass(frozen=True)
class ComparedItem:
    """One entry of a cell: a figure, or a text, with its link and the claim whose sources it cites.

    A figure cites its own sources if there is no claim. `nought` says in a sentence what a 0 is.
    """

    text: Any = ""
    url: str = ""
    claim: Any = None
    field: str = ""
    figure: Any = None
    note: Any = ""
    nought: Any = "0"


ComparisonCell = list[ComparedItem]


@dataclass(frozen=True)
class DerivedFigure:
    """A number that is worked out of figures, as one of them. `copy_check` is the least of theirs."""

    value: Decimal
    unit: str
    year: int
    evidence: str = Evidence.ESTIMATED
    period: str = ""
    precision: str = ""
    amount_type: str = ""
    source_type: str = ""
    state: str = NumberState.CALCULATED
    copy_check: str = ""


@dataclass
class ComparisonRow:
    """A row with a cell for each record; an empty cell is not known. `code` is its label for programs.

    `remark` says why its values can't be compared. `common` are the texts that all cells have. `differs`: one
    number is a multiple of another, or the answers aren't the same; `has_different_texts`: lists aren't,
    which hardly ever are. A row that is `numeric` and has one value is told beside others of the same record.

    `scope` is what its numbers cover, `title` what is measured, for a sentence.
    `strip` shows the numbers among `others`, those of all other records. A row that is built with them is a
    main one and stands first; one that `is_detail` stays in its group. A `footnote` stands below the rows.
    """

    group: Any
    code: str
    label: Any
    cells: list[ComparisonCell]
    url: str = ""
    remark: str = ""
    differs: bool = False
    has_different_texts: bool = False
    numeric: bool = False
    common: list[Any] = field(default_factory=list)
    scope: Any = ""
    title: Any = ""
    others: Sequence[Decimal] | None = None
    format_value: Callable[[float], str] | None = None
    is_detail: bool = False
    footnote: str = ""
    strip: ComparisonStrip | None = None

    @property
    def known(self) -> int:
        return sum(bool(cell) for cell in self.cells)

    @property
    def is_comparable(self) -> bool:
        """Whether it has numbers of several records that can be compared."""
        return self.numeric and self.known > 1 and not self.remark

    @property
    def figures(self) -> list[Any]:
        """The figure of each cell; None in one without."""
        return [cell[0].figure if cell else None for cell in self.cells]

    @property
    def first_figure(self) -> Any:
        return next(filter(None, self.figures), None)

    @property
    def year(self) -> int | None:
        """The year of all its figures, if it is the same."""
        years = {figure.year for figure in self.figures if figure}
        return years.pop() if len(years) == 1 else None

    @property
    def is_different(self) -> bool:
        """Whether the known answers differ: numbers by much, texts at all."""
        return self.differs or self.has_different_texts


@dataclass
class LoneRows:
    """The rows of which this record alone has a value, each with the entries of its cell.

    `left_out` is the number of those that a page doesn't show.
    """

    record: Record
    rows: list[tuple[ComparisonRow, ComparisonCell]]
    left_out: int = 0

    @property
    def count(self) -> int:
        return len(self.rows) + self.left_out


@dataclass
class ComparisonGroup:
    """Rows of one subject. `lone` has an entry for each record, or none at all.

    `left_out` is the number of rows that a page doesn't show.
    """

    title: Any
    rows: list[ComparisonRow]
    lone: list[LoneRows]
    is_open: bool = False
    left_out: int = 0

    @property
    def count(self) -> int:
        return len(self.rows) + self.left_out

    @property
    def lines(self) -> int:
        return self.count + bool(self.lone)

    @property
    def comparable(self) -> int:
        """The number of rows whose numbers can be compared."""
        return sum(row.is_comparable for row in self.rows)


@dataclass
class Comparison:
    """The groups, the labels of rows without any value, and how many rows were left out as not different.

    `numbers` are the rows that a page takes out of the groups to show them first.
    """

    groups: list[ComparisonGroup] = field(default_factory=list)
    numbers: list[ComparisonRow] = field(default_factory=list)
    unknown: list[Any] = field(default_factory=list)
    left_out: int = 0

    @property
    def has_strips(self) -> bool:
        return any(row.strip for row in self.numbers)

    @property
    def rows(self) -> list[ComparisonRow]:
        """All rows, with those of which one record alone has a value."""
        grouped = (
            row
            for group in self.groups
            for row in (*group.rows, *(row for own in group.lone for row, _cell in own.rows))
        )
        return [*self.numbers, *grouped]


RowFunction = Callable[[list[Any]], Iterable[ComparisonRow]]

_types: dict[str, ComparedType] = {}
_rows: dict[type[Record], dict[int, RowFunction]] = {}


def register_compared_type(entry: ComparedType) -> None:
    _types[entry.parameter] = entry


def get_compared_types() -> dict[str, ComparedType]:
    return _types


def get_compared_type_of(record: Record) -> ComparedType | None:
    return next((entry for entry in _types.values() if entry.model is type(record)), None)


def register_comparison_rows(model: type[Record], *, order: int) -> Callable[[RowFunction], RowFunction]:
    """Register a function from the compared records to rows. Raises ValueError if the order is taken."""

    def register(function: RowFunction) -> RowFunction:
        functions = _rows.setdefault(model, {})
        if order in functions:
            raise ValueError(f"Order {order} is that of {functions[order].__name__} already.")
        functions[order] = function
        return function

    return register


def build_comparison(records: Sequence[Record], *, only_different: bool = False) -> Comparison:
    """Compare two or more records; with `only_different`, by the rows whose known answers differ.

    A row whose figures all stand in an earlier one is left out.
    """
    groups: dict[str, list[ComparisonRow]] = {}
    comparison = Comparison()
    shown: set[Any] = set()
    for _order, function in sorted(_rows.get(type(records[0]), {}).items()):
        for row in function(list(records)):
            figures = {figure for figure in row.figures if figure and not isinstance(figure, DerivedFigure)}
            if figures and figures <= shown:
                continue
            shown |= figures
            if row.known and (row.is_different or not only_different):
                groups.setdefault(str(row.group), []).append(row)
            elif row.known:
                comparison.left_out += 1
            elif not only_different:
                comparison.unknown.append(row.label)
    comparison.groups = _sort_groups([_build_group(title, rows, records) for title, rows in groups.items()])
    return comparison


def _sort_groups(groups: list[ComparisonGroup]) -> list[ComparisonGroup]:
    """Return what the records are, then the groups by how many of their rows can be compared."""
    return [*groups[:1], *sorted(groups[1:], key=lambda group: -group.comparable)]


def _build_group(title: str, rows: list[ComparisonRow], records: Sequence[Record]) -> ComparisonGroup:
    lone: dict[int, list[tuple[ComparisonRow, ComparisonCell]]] = defaultdict(list)
    shown = []
    for row in rows:
        if row.known == 1 and _is_told_apart(row, records):
            place = next(number for number, cell in enumerate(row.cells) if cell)
            lone[place].append((row, row.cells[place]))
        else:
            shown.append(row)
    # Known values first; rows whose values can't be compared come last.
    shown.sort(key=lambda row: (bool(row.remark), -row.known))
    columns = [LoneRows(record, lone[place]) for place, record in enumerate(records)] if lone else []
    return ComparisonGroup(title, shown, columns)


def _is_told_apart(row: ComparisonRow, records: Sequence[Record]) -> bool:
    """Return whether a row with one value is told beside others: of two records, texts have a row."""
    return row.numeric or (len(records) > 2 and row.group is not RowGroup.IDENTITY)


# -- rows of texts ----------------------------------------------------------------------------------


def build_row(
    group: Any, code: str, label: Any, cells: list[ComparisonCell], *, is_prose: bool = False
) -> ComparisonRow:
    """Build a row of texts. If a cell lists several, the row names those that all cells have.

    `is_prose`: its texts are sentences, which always differ.
    """
    texts = [[str(item.text) for item in cell] for cell in cells]
    common = [text for text in texts[0] if all(text in other for other in texts[1:])]
    if max(map(len, texts)) == 1:
        common = []
    different = not is_prose and len({frozenset(known) for known in texts if known}) > 1
    return ComparisonRow(
        group, code, label, cells, has_different_texts=different, common=list(dict.fromkeys(common))
    )


def build_value_row(group: Any, code: str, label: Any, cells: list[ComparisonCell]) -> ComparisonRow:
    """Build a row of one answer in each cell, such as a type. It differs if the known answers do."""
    answers = {str(item.text) for cell in cells for item in cell}
    return ComparisonRow(group, code, label, cells, differs=len(answers) > 1)


def build_text_cells(values: Iterable[Any], **kwargs: Any) -> list[ComparisonCell]:
    """Build a cell of each text; an empty one is not known."""
    return [[ComparedItem(text=value, **kwargs)] if value else [] for value in values]


def build_link_cells(records: Iterable[Any]) -> list[ComparisonCell]:
    """Build a cell of each record, with its name and page; None is not known."""
    return [[ComparedItem(record.name, record.get_absolute_url())] if record else [] for record in records]


def build_lede_row(records: Iterable[Any]) -> ComparisonRow:
    """Build the row with the sentence that says what each record is."""
    cells = [[ComparedItem(row.lede, claim=row, field="lede")] if row.lede else [] for row in records]
    return build_row(RowGroup.IDENTITY, "lede", _("In a sentence"), cells, is_prose=True)


# -- rows of figures --------------------------------------------------------------------------------


def build_figure_row(
    group: Any, code: str, label: Any, figures: Sequence[Sequence[Any]], url: str = "", scope: Any = ""
) -> ComparisonRow:
    """Build a row from all figures of each record: those of one year if there is one that several have."""
    cells = [[ComparedItem(figure=figure)] if figure else [] for figure in choose_figures(figures)]
    return build_number_row(group, code, label, cells, url=url, scope=scope)


def build_number_row(
    group: Any, code: str, label: Any, cells: list[ComparisonCell], url: str = "", scope: Any = ""
) -> ComparisonRow:
    """Build a row of one figure in each cell."""
    known = [figure for cell in cells for item in cell if (figure := item.figure).value is not None]
    remark = describe_mismatch(known)
    differs = not remark and _is_great_difference([_measure(figure) for figure in known])
    return ComparisonRow(
        group, code, label, cells, url=url, scope=scope, remark=remark, differs=differs, numeric=True
    )


def choose_figures(figures: Sequence[Sequence[Any]]) -> list[Any]:
    """Choose a figure of each record, or None.

    That of the year that most records have, the newest of them; else the newest one, before those without a
    year and those without a value.
    """
    years = Counter(
        year
        for own in figures
        for year in {entry.year for entry in own if entry.value is not None and entry.year}
    )
    common = max(years, key=lambda year: (years[year], year), default=None)
    return [
        max(
            own,
            key=lambda entry: (entry.value is not None, entry.year == common, entry.year or 0),
            default=None,
        )
        for own in figures
    ]


def describe_mismatch(figures: Sequence[Any]) -> str:
    """Return why figures can't be compared, or an empty string."""
    if len(figures) < 2:
        return ""
    if len({_get_measure(figure.unit) for figure in figures}) > 1:
        return _("Not comparable: the units differ.")
    if len({figure.amount_type for figure in figures}) > 1:
        return _("Not comparable: not the same type of amount.")
    if len({figure.evidence in _AHEAD for figure in figures}) > 1:
        return _("Not comparable: one is a plan or target, another a result.")
    if any(figure.precision in _BOUNDS for figure in figures):
        return _("Not comparable: a value is only a lower or upper bound.")
    return _describe_years(figures)


def _describe_years(figures: Sequence[Any]) -> str:
    years = {figure.year for figure in figures}
    if None in years:
        return _("Not comparable: year or area differ, or are not known.")
    if len(years) > 1:
        return _("Not comparable: the years differ.")
    if len({str(figure.period) for figure in figures}) > 1:
        return _("Not comparable: the periods differ.")
    return ""


def _get_measure(code: str) -> str:
    """Return what a unit measures: units of one physical dimension are the same measure."""
    unit = get_unit(code) if code else None
    return f"{unit.dimension} {unit.si_unit}" if unit and _is_physical(unit) else code


def _is_physical(unit: Any) -> bool:
    return bool(unit.si_factor) and unit.si_unit not in (None, "1")


def _measure(figure: Any) -> Decimal:
    unit = get_unit(figure.unit) if figure.unit else None
    return figure.value * Decimal(str(unit.si_factor)) if unit and _is_physical(unit) else figure.value


def _is_great_difference(values: Sequence[Decimal]) -> bool:
    if len(values) < 2:
        return False
    smallest, largest = min(values), max(values)
    return smallest < largest and (smallest <= 0 or largest >= _GREAT_RATIO * smallest)
