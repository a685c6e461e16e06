"""Tables of lists of which readers choose the columns with `?figures=`, on the page and as files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import URLPattern, re_path
from django.utils.translation import gettext as _

from records.exports import EXPORT_RETRY_AFTER, TooManyExports, limit_exports
from records.filters import CommaSeparatedSelect, FacetedFilterSet
from records.pages.generic_views import CODE_PATTERN, RecordList
from records.pages.list_tables import ListColumn, ListTable
from records.texts.formats import format_stated_date, get_unit_name, is_chinese
from records.texts.table_files import build_table_response

#: Columns that a reader may choose.
MAX_CHOSEN_COLUMNS = 6
#: Rows of a table as a file.
MAX_ROWS = 2_000
#: Parameter with the codes of the columns.
_PARAMETER = "figures"


@dataclass(frozen=True)
class StatedValue:
    """What a cell says: a number as text, with its year.

    `number` stands in files, and `precision` beside it. `details`: what else is to be said, such as what was
    counted; `has_period`: also when, if the year isn't known.
    """

    number: Any
    text: str
    year: int | None = None
    precision: str = ""
    details: str = ""
    has_period: bool = False


@dataclass(frozen=True)
class TableColumnChoice:
    """A column by its code in addresses. One with a `unit` has figures with years.

    The others show a characteristic: what `get_value` says of a record, or `fetch_values` of those with
    these primary keys, in one query. `is_usual`: the table has it if nothing is chosen.
    """

    code: str
    label: Any
    unit: str = ""
    is_usual: bool = False
    is_number: bool = False
    has_details: bool = False
    get_value: Callable[[Any], Any] | None = None
    fetch_values: Callable[[list[int]], Mapping[int, Any]] | None = None

    @property
    def name(self) -> str:
        """The label, with the unit."""
        return _join([str(self.label), get_unit_name(self.unit)]) if self.unit else str(self.label)


@dataclass(frozen=True)
class ChosenColumn:
    """A chosen column with what it says of each record of a page."""

    choice: TableColumnChoice
    values: Mapping[int, Any]

    @property
    def year(self) -> int | None:
        """The newest year, which is said in the heading."""
        values = [value for value in self.values.values() if isinstance(value, StatedValue)]
        return max((value.year for value in values if value.year), default=None)

    @property
    def heading(self) -> str:
        return _join([self.choice.name, format_stated_date(self.year or "")])

    def get_value(self, record: Any) -> Any:
        """Return the characteristic, or the number with its year if it isn't that of the heading."""
        if self.choice.get_value:
            return self.choice.get_value(record)
        value = self.values.get(record.pk)
        if not isinstance(value, StatedValue):
            return value
        if value.year == self.year or (value.has_period and not value.year):
            return value.text
        year = format_stated_date(value.year) if value.year else _("year not stated")
        return f"{value.text}（{year}）" if is_chinese() else f"{value.text} ({year})"

    def get_details(self, record: Any) -> str:
        value = self.values.get(record.pk)
        return value.details if isinstance(value, StatedValue) else ""

    def build_list_column(self) -> ListColumn:
        return ListColumn(self.heading, self.get_value, self.choice.is_number, self.get_details)

    def list_headings(self) -> Iterator[str]:
        """Yield the headings in a file: a figure has its year beside it, and what else is said of it."""
        if not self.choice.unit:
            yield str(self.choice.label)
            return
        yield f"{self.choice.label} ({get_unit_name(self.choice.unit)})"
        yield _("Year")
        if self.choice.has_details:
            yield _("Details")

    def list_cells(self, record: Any, is_text: bool) -> Iterator[Any]:
        """Yield the cells of a file. Numbers have all digits."""
        if not self.choice.unit:
            yield _convert_cell(self.get_value(record))
            return
        value = self.values.get(record.pk)
        number = value.number if value else None
        yield "" if number is None else f"{number.normalize():f}" if is_text else float(number)
        yield (value and value.year) or ""
        if self.choice.has_details:
            yield _join([value.precision, value.details]) if value else ""


def _join(parts: list[str]) -> str:
    return ("，" if is_chinese() else ", ").join(part for part in parts if part)


def _convert_cell(value: Any) -> Any:
    return "" if value is None else value if isinstance(value, int) else str(value)


def select_columns(
    codes: Sequence[str], choices: Iterable[TableColumnChoice]
) -> tuple[list[TableColumnChoice], str]:
    """Return the columns with these codes, or the usual ones, and what is wrong with the codes."""
    known = {choice.code: choice for choice in choices}
    usual = [choice for choice in known.values() if choice.is_usual][:MAX_CHOSEN_COLUMNS]
    unknown = [code for code in codes if code not in known]
    if unknown:
        message = _("“%(value)s” is not allowed here. Allowed: %(allowed)s.")
        return usual, message % {"value": unknown[0], "allowed": ", ".join(known)}
    if len(set(codes)) > MAX_CHOSEN_COLUMNS:
        return usual, _("Choose at most %(most)s columns.") % {"most": MAX_CHOSEN_COLUMNS}
    return [known[code] for code in dict.fromkeys(codes)] or usual, ""


class ChosenColumnList(RecordList):
    """A list of which readers choose columns of the table, after those of `table_columns`.

    `table_name`: the name of its files. `file_columns`: further columns of these. `choices`:
    characteristics; a list with figures overrides `list_choices()` and `fetch_figures()`.
    """

    query_parameters: ClassVar[dict[str, str]] = {_PARAMETER: CODE_PATTERN}
    table_name: ClassVar[str]
    file_columns: ClassVar[Sequence[ListColumn]] = ()
    choices: ClassVar[Sequence[TableColumnChoice]] = ()
    is_file = False
    all_choices: Sequence[TableColumnChoice] = ()
    chosen: Sequence[TableColumnChoice] = ()

    def list_choices(self, versions: Any) -> list[TableColumnChoice]:
        """Return the columns. With equal `versions`, all that is published of what the list shows is so."""
        return list(self.choices)

    def fetch_figures(self, codes: list[str], keys: list[int]) -> Mapping[str, Mapping[int, StatedValue]]:
        """Return the values of the columns with units, by code and primary key of the record."""
        return {}

    def fetch_columns(self, rows: Sequence[Any]) -> list[ChosenColumn]:
        """Return the chosen columns. One query for all figures, and one for each `fetch_values`."""
        keys = [row.pk for row in rows]
        codes = [choice.code for choice in self.chosen if choice.unit]
        figures = self.fetch_figures(codes, keys) if codes and keys else {}
        return [
            ChosenColumn(
                choice,
                choice.fetch_values(keys) if choice.fetch_values else figures.get(choice.code, {}),
            )
            for choice in self.chosen
        ]

    def build_table(self, rows: list[Any]) -> ListTable:
        """Return the table with the chosen columns, which are columns of this page only."""
        self.columns = self.fetch_columns(rows)
        own = [column.build_list_column() for column in self.columns]
        self.table_columns = (*self.table_columns, *own)  # type: ignore[misc]
        return super().build_table(rows)

    def list_table_problems(self, filterset: FacetedFilterSet) -> list[tuple[str, Any]]:
        if self.list_view != "table":
            return []
        codes = CommaSeparatedSelect().value_from_datadict(self.request.GET, {}, _PARAMETER)
        self.all_choices = self.list_choices(filterset.version)
        self.chosen, problem = select_columns(codes, self.all_choices)
        return [(_PARAMETER, problem)] if problem else []

    def _choose_view(self) -> str:
        return "table" if self.is_file else super()._choose_view()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.copy()
        query.pop("page", None)
        return {
            **super().get_context_data(**kwargs),
            "column_choices": self.all_choices,
            "chosen_columns": self.chosen,
            "kept_columns": [choice.code for choice in self.chosen] if _PARAMETER in query else [],
            "most_columns": MAX_CHOSEN_COLUMNS,
            "table_url": f"{self.table_name}-table",
            "table_query": query.urlencode(),
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if not self.is_file:
            return super().render_to_response(context, **kwargs)
        if self.problems:
            text = "\n".join(f"{name}: {message}" for name, message in self.problems)
            return HttpResponse(text, content_type="text/plain; charset=utf-8", status=400)
        try:
            return self._build_file(self.kwargs["form"], context["table"])
        except TooManyExports:
            return HttpResponse(status=503, headers={"Retry-After": str(EXPORT_RETRY_AFTER)})

    @limit_exports
    def _build_file(self, form: str, table: ListTable) -> HttpResponse:
        """Return the table as CSV or XLSX, with all digits; each figure has a column for its year."""
        fixed = [*type(self).table_columns, *self.file_columns]
        heading = [_("Name"), *(str(column.label) for column in fixed)]
        heading += [label for column in self.columns for label in column.list_headings()]
        cells = (
            [
                str(name),
                *(_convert_cell(column.get_value(row)) for column in fixed),
                *(cell for column in self.columns for cell in column.list_cells(row, form == "csv")),
            ]
            for row, name, _cells in table
        )
        return build_table_response(form, self.table_name, heading, cells)


def build_table_path(path: str, view: type[ChosenColumnList]) -> URLPattern:
    """Return the addresses of the table of a list as files: all rows that match, of very many the first."""
    files = view.as_view(is_file=True, paginate_by=MAX_ROWS)
    return re_path(rf"^{path}table\.(?P<form>csv|xlsx)$", files, name=f"{view.table_name}-table")
