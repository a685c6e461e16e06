"""The comparison of two to four records: all rows of its page, with a line for each entry of a cell."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field
from rest_framework import serializers

from api.description.fields import TextField
from api.description.parameters import build_list_parameter, build_query_parameter
from api.lists.fields import CodeField, NumberField, ReferenceField, SourceReferencesField
from api.lists.queries import QueryListViewSet
from api.records.rights import RightsField
from api.serializers import OutputSerializer
from cities.choices import CopyCheck
from records.choices import AmountType, Evidence, Precision, SourceType, Unit
from records.comparison.rows import (
    MAX_COMPARED,
    ComparedItem,
    Comparison,
    ComparisonRow,
    NumberState,
    get_compared_types,
)
from records.comparison.views import DIFFERENT, ONLY, list_shown_claims, read_selection
from records.models import Record
from records.pages.citations import Citations
from records.texts.formats import get_missing_reason


class ComparedEntry(NamedTuple):
    """An entry of a cell; None stands for a record of which nothing is known."""

    row: ComparisonRow
    record: Record
    item: ComparedItem | None


class ComparedEntryRow(NamedTuple):
    """An entry with the slugs of its sources. `figure` has the attributes of one, or none of them."""

    entry: ComparedEntry
    sources: list[str]

    @property
    def record_key(self) -> tuple[str, str]:
        record: Any = self.entry.record
        return record.type_code, record.slug

    @property
    def figure(self) -> Any:
        return self.entry.item.figure if self.entry.item else None

    @property
    def text(self) -> str | None:
        item = self.entry.item
        return str(item.text) or None if item and item.figure is None else None

    @property
    def missing_reason(self) -> str | None:
        if self.entry.item is None:
            return _("Not known")
        figure = self.figure
        return str(get_missing_reason(figure)) if figure is not None and figure.value is None else None

    @property
    def note(self) -> str | None:
        return str(self.entry.item.note) or None if self.entry.item else None

    @property
    def link(self) -> str | None:
        return self.entry.item.url or None if self.entry.item else None


class FigureAttributeMixin:
    """A field of the figure of an entry; null without one."""

    field_name: Any

    def get_attribute(self, instance: ComparedEntryRow) -> Any:
        figure = instance.figure
        value = getattr(figure, self.field_name, None) if figure is not None else None
        return None if value == "" else value


class ComparedNumberField(FigureAttributeMixin, NumberField):
    """A number of the figure."""


class ComparedYearField(FigureAttributeMixin, serializers.IntegerField):
    """The year of the figure."""


class ComparedCodeField(FigureAttributeMixin, CodeField):
    """A code of the figure."""


class NumberStateField(CodeField):
    """Where the number of the figure is from."""

    def get_attribute(self, instance: ComparedEntryRow) -> Any:
        is_number = instance.figure is not None and instance.figure.value is not None
        return getattr(instance.figure, "state", NumberState.STATED) if is_number else None


@extend_schema_field(TextField)
class ComparedPeriodField(FigureAttributeMixin, TextField):
    """The period of the figure."""

    def to_representation(self, value: Any) -> str | None:
        return str(value) or None


class LinkToPageField(serializers.URLField):
    """The address of a page, whose path has its language."""

    def to_representation(self, value: str) -> str:
        return value if "://" in value else self.context["output"].address(value)


@extend_schema_field(TextField)
class SpokenTextField(TextField):
    """A lazy text in the active language."""

    def to_representation(self, value: Any) -> str:
        return str(value)


class ComparedEntrySerializer(OutputSerializer):
    """An entry of a comparison: one thing that is known of one of the records, in a row of the page.

    A record of which nothing is known in a row that another one has is an entry without text and value:
    `missing_reason` says so.
    """

    group: Any = SpokenTextField(source="entry.row.group", help_text="The part of the comparison, in words.")
    code = serializers.CharField(
        source="entry.row.code",
        help_text="The same in every language: of a value its indicator, of a key fact its English label.",
    )
    item: Any = SpokenTextField(source="entry.row.label", help_text="What is compared, in words.")
    record = ReferenceField(source="record_key", help_text="The compared record that the entry is of.")
    text: Any = TextField(allow_null=True, help_text="The text; null for a figure, or if nothing is known.")
    value = ComparedNumberField(
        allow_null=True, help_text="The number, in the unit `unit`; null for a text, or if it isn’t known."
    )
    missing_reason: Any = TextField(allow_null=True, help_text="Why there is no text or number, in words.")
    unit = ComparedCodeField(Unit.choices, allow_null=True, help_text="The unit; `/units/` defines it.")
    year = ComparedYearField(allow_null=True, help_text="The year of the number; null if none is stated.")
    period: Any = ComparedPeriodField(allow_null=True, help_text="The period, if it is not a year.")
    amount_type = ComparedCodeField(AmountType.choices, allow_null=True, help_text="The type of amount.")
    precision = ComparedCodeField(
        Precision.choices, allow_null=True, help_text="The precision; null: as given."
    )
    evidence = ComparedCodeField(Evidence.choices, allow_null=True, help_text="How firm the number is.")
    state = NumberStateField(
        NumberState.choices, allow_null=True, help_text="Where the number is from; null without one."
    )
    copy_check = ComparedCodeField(
        CopyCheck.choices,
        allow_null=True,
        help_text="What a comparison of copies has shown, of a calculated number the least of its values. "
        "Null: read in the publication itself, or in two sources.",
    )
    source_type = ComparedCodeField(
        SourceType.choices, allow_null=True, help_text="The type of source that attests it."
    )
    note: Any = TextField(allow_null=True, help_text="What else is said of the entry: its year or its state.")
    differs = serializers.BooleanField(
        source="entry.row.differs",
        help_text="Whether the records differ here: the largest number is at least twice the smallest, or "
        "the answers aren’t the same.",
    )
    remark: Any = SpokenTextField(
        source="entry.row.remark",
        help_text="Why the numbers of the row can’t be compared; empty: they can.",
    )
    page = LinkToPageField(
        source="link", allow_null=True, help_text="The public page to which the entry leads."
    )
    sources = SourceReferencesField(help_text="The sources that state it.")
    rights = RightsField(lambda row: row.sources)


class ComparisonViewSet(QueryListViewSet):
    """Compare two to four cities, parks, zero-waste cities or procurement cases, by the rows of the page.

    There is a line for each entry, and none is left out. Numbers of different years, units or types of amount
    are not compared; `remark` says so.
    """

    list_name = "comparison"
    serializer_class = ComparedEntrySerializer
    about_as_of = "comparisons are made of the present records."

    @classproperty
    def own_parameters(cls) -> Any:
        return [
            *(_build_slugs_parameter(name) for name in get_compared_types()),
            build_query_parameter(
                ONLY,
                f"`{DIFFERENT}`: only the rows whose answers differ.",
                {"type": "string", "enum": [DIFFERENT]},
            ),
        ]

    def parse_query(self) -> None:
        params, types = self.parser.parameters, get_compared_types()
        self.parser.multiple.update(types)
        query = QueryDict(mutable=True)
        for name, values in params.lists():
            if name in types or name == ONLY:
                query.setlist(name, values)
        self.selection = selection = read_selection(query)
        for name, message in selection.problems:
            self.parser.add_error(name, str(message), [DIFFERENT] if name == ONLY else ())
        if not selection.problems and len(selection.records) < 2:
            message = f"Name two to {MAX_COMPARED} records of one type by their slugs, separated by commas."
            named = [name for name in params if name in types]
            self.parser.add_error(named[0] if named else next(iter(types)), message, () if named else types)

    def get_file_name(self) -> str:
        return f"{self.list_name}-{self.selection.query.replace(',', '-')}"[:120]

    def describe_export(self) -> Sequence[tuple[str, str]]:
        page = self.output.address(self.selection.build_url("compare"))
        return [*super().describe_export(), (_("Page"), page)]

    def find_rows(self) -> Sequence[ComparedEntry]:
        comparison = self.selection.compare()
        self.citations = Citations([*self.selection.records, *list_shown_claims(comparison)])
        return list(_iterate_entries(comparison, self.selection.records))

    def load_instances(self, rows: Sequence[ComparedEntry]) -> Sequence[ComparedEntryRow]:
        return [ComparedEntryRow(entry, self._list_sources(entry.item)) for entry in rows]

    def _list_sources(self, item: ComparedItem | None) -> list[str]:
        claim = (item.claim or item.figure) if item else None
        if item is None or claim is None:
            return []
        return [source.slug for source in self.citations.sources_of(claim, item.field)]


def _build_slugs_parameter(name: str) -> Any:
    example = {"examples": [OpenApiExample("Example", ["changchun", "datong"])]} if name == "cities" else {}
    about = f"The slugs of two to {MAX_COMPARED} records, also former ones. Records of one type are compared."
    return build_list_parameter(name, about, {"type": "string"}, **example)


def _iterate_entries(comparison: Comparison, records: Sequence[Record]) -> Iterator[ComparedEntry]:
    for row in comparison.rows:
        for record, cell in zip(records, row.cells, strict=True):
            if not cell:
                yield ComparedEntry(row, record, None)
            for item in cell:
                yield ComparedEntry(row, record, item)
