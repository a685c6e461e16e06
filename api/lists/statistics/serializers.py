"""Serializer and schema of a statistic in one scope."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Literal, NamedTuple

from django.utils.http import urlencode
from django.utils.translation import get_language, override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.addresses import RESOURCE_NAMES, build_api_path
from api.description.components import CitationSerializer
from api.description.fields import ReferenceSerializer, TextField
from api.lists.fields import CodeField, LinkField, LocalizedTextField, PageField, ReferenceField
from api.lists.statistics.value_pages import MOST_IN_LIST, MOST_VALUES
from api.records.serializers import format_time
from api.serializers import OutputSerializer, SerializerContext
from records.field_kinds.base import serialize_value
from records.field_kinds.representation import ALL
from records.models import Part, Record
from records.texts.translation import COLUMNS
from stats.choices import NoValueReason, get_group_choices
from stats.definitions import Statistic
from stats.drilldown import CountedRecord
from stats.history import StatisticState
from stats.models import HistoricalValue, RefreshState, encode_dimensions
from stats.scopes import Scope
from stats.selectors import ScopedKey
from stats.tables import Table, TableRow

STATISTICS_RESOURCE = "statistics"
#: A statistic of the starting content.
EXAMPLE_STATISTIC = "parks-by-level"


def _ensure_language(lang: str) -> AbstractContextManager[None]:
    """Activate a language for a text; not again for each of a file, where that took a quarter of the time."""
    return nullcontext() if get_language() == lang else override(lang)


@dataclass(frozen=True)
class StatisticData:
    """A statistic in one scope, with its table in each requested language."""

    scoped_key: ScopedKey
    statistic: Statistic
    scope: Scope
    tables: Mapping[str, Table]
    counting: RefreshState | None
    #: Earlier values by dimensions; None if not requested.
    earlier: Mapping[str, Sequence[HistoricalValue]] | None
    #: The number of values in all.
    count: int
    #: The query parameters of the values that follow; None if there are none.
    next_query: Mapping[str, str] | None = None

    def localize(self, context: SerializerContext, get_text: Callable[[Table], Any]) -> Any:
        spoken = {}
        for lang, table in self.tables.items():
            with _ensure_language(lang):
                spoken[COLUMNS[lang.replace("-", "_")]] = str(get_text(table) or "") or None
        if context.lang == ALL:
            return spoken if any(spoken.values()) else None
        return next(iter(spoken.values()))

    @property
    def table(self) -> Table:
        return next(iter(self.tables.values()))

    @property
    def page_path(self) -> str:
        return f"/statistics/{self.scoped_key.key}/{self.scope.query}"

    @property
    def api_path(self) -> str:
        return f"/api/v1{self.page_path}"

    def build_permanent_path(self, number: int) -> str:
        """Return the address of the statistic as it is at a content version."""
        query = urlencode({**self.scope.query_params, "version": str(number)})
        return f"{build_api_path(STATISTICS_RESOURCE, self.scoped_key.key)}?{query}"

    @property
    def next_path(self) -> str | None:
        """The address of the values that follow."""
        if self.next_query is None:
            return None
        path = build_api_path(STATISTICS_RESOURCE, self.scoped_key.key)
        return f"{path}?{urlencode(self.next_query)}" if self.next_query else path

    @property
    def record_key(self) -> tuple[str, str] | None:
        record = self.scope.record
        return (record.type_code, record.slug) if record else None

    @property
    def dimensions(self) -> list[dict[str, Any]]:
        return [{"name": name, "label": one.label} for name, one in self.statistic.dimensions.items()]

    @property
    def record_types(self) -> list[str] | None:
        types = self.statistic.record_types
        return None if types is None else sorted(types)


def _serialize_values(statistic_data: StatisticData, context: SerializerContext) -> list[dict[str, Any]]:
    rows = {
        lang: {encode_dimensions(row.result.dimensions): row for row in table.rows}
        for lang, table in statistic_data.tables.items()
    }
    return [
        _serialize_value(statistic_data, row, encode_dimensions(row.result.dimensions), rows, context)
        for row in statistic_data.table.rows
    ]


def _serialize_value(
    statistic_data: StatisticData,
    row: TableRow,
    code: str,
    rows: Mapping[str, Mapping[str, TableRow]],
    context: SerializerContext,
) -> dict[str, Any]:
    one = row.result
    value: dict[str, Any] = {
        "dimensions": {cell.name: None if cell.code == "" else cell.code for cell in row.cells},
        "labels": _translate_labels({lang: own[code] for lang, own in rows.items()}, context),
        "value": serialize_value(one.value),
        "value_reason": one.reason or None,
        "n": one.n,
        "denominator": serialize_value(one.denominator),
        "since": format_time(one.since),
        **_link_records(statistic_data, row, context),
    }
    if statistic_data.earlier is not None:
        value["earlier"] = [
            _serialize_earlier_value(statistic_data.statistic, replaced_value)
            for replaced_value in statistic_data.earlier.get(code, ())
        ]
    return value


def _translate_labels(rows: Mapping[str, TableRow], context: SerializerContext) -> dict[str, Any]:
    """Return the labels of a value, which is given by language."""
    spoken = {}
    for lang, row in rows.items():
        with _ensure_language(lang):
            spoken[COLUMNS[lang.replace("-", "_")]] = {cell.name: str(cell.label) for cell in row.cells}
    if context.lang != ALL:
        return next(iter(spoken.values()))
    names = next(iter(spoken.values()))
    return {name: {tag: labels[name] for tag, labels in spoken.items()} for name in names}


def _link_records(statistic_data: StatisticData, row: TableRow, context: SerializerContext) -> dict[str, Any]:
    """Return the addresses of the records counted, as data and as a page."""
    url = row.records_url if row.result.n else ""
    if not url:
        return {"records": None, "records_page": None}
    _path, mark, query = url.partition("?")
    path = f"/{STATISTICS_RESOURCE}/{statistic_data.scoped_key.key}/records/{mark}{query}"
    return {"records": context.address(f"/api/v1{path}"), "records_page": context.page(path)}


def _serialize_earlier_value(statistic: Statistic, replaced_value: HistoricalValue) -> dict[str, Any]:
    one = replaced_value.result(statistic)
    return {
        "value": serialize_value(one.value),
        "value_reason": one.reason or None,
        "n": one.n,
        "denominator": serialize_value(one.denominator),
        "since": format_time(replaced_value.since),
        "until": format_time(replaced_value.until),
    }


class _CountSerializer(serializers.Serializer):
    value = serializers.FloatField(allow_null=True, help_text="The value, in `unit` of the statistic.")
    value_reason = serializers.ChoiceField(
        NoValueReason.values,
        allow_null=True,
        help_text="The reason if `value` is null; otherwise null.",
    )
    n = serializers.IntegerField(help_text="The number of records counted.")
    denominator = serializers.FloatField(
        allow_null=True, help_text="The whole of which it is a share, or the number it is compared with."
    )
    since = serializers.DateTimeField(help_text="When the value became current.")


class EarlierValueSerializer(_CountSerializer):
    """An earlier value."""

    until = serializers.DateTimeField(help_text="When the value was replaced.")


@extend_schema_field({"type": ["string", "integer", "null"]})
class _DimensionCodeField(serializers.Field):
    """A code, a year or the slug of a record."""


class StatisticValueSerializer(_CountSerializer):
    """One value of a statistic."""

    dimensions = serializers.DictField(
        child=_DimensionCodeField(),
        help_text="A code, a year or the slug of a record for each dimension; null if it is not known.",
    )
    labels = serializers.DictField(child=TextField(), help_text="The labels of these codes.")
    records = serializers.URLField(
        allow_null=True,
        help_text="The records counted, in the API; null for what counts none, and for past values.",
    )
    records_page = serializers.URLField(allow_null=True, help_text="The public page that lists them.")
    earlier = EarlierValueSerializer(
        many=True,
        required=False,
        help_text="The earlier values, oldest first; only with `earlier=1`.",
    )


@extend_schema_field(TextField)
class TableTextField(TextField):
    """A text of the table of a statistic, which is in each requested language."""

    def get_attribute(self, instance: StatisticData) -> Any:
        return instance.localize(self.context["output"], super().get_attribute)


class _UnitField(TableTextField):
    def get_attribute(self, instance: StatisticData) -> Any:
        return super().get_attribute(instance) if instance.statistic.has_one_unit else None


class ScopeSerializer(serializers.Serializer):
    """A scope."""

    kind = serializers.CharField(source="scoped_key.scope", help_text="`hub`, `year` or a type of record.")
    slug = serializers.SerializerMethodField(help_text="The slug of the record, or the year; null for `hub`.")
    name = TableTextField(source="scope.label", help_text="The name of the record, or the year.")
    record = ReferenceField(
        source="record_key", allow_null=True, help_text="The record; null for `hub` and a year."
    )

    def get_slug(self, data: StatisticData) -> str | None:
        return data.scoped_key.slug or None


class DimensionSerializer(serializers.Serializer):
    """A dimension."""

    name = serializers.CharField(help_text="The key of the dimension in a value.")
    label: Any = LocalizedTextField(help_text="What the dimension says.")


class StatisticSerializer(OutputSerializer):
    """A statistic in one scope. It is derived from records with sources.

    `records` of a value links to them.
    """

    type = serializers.SerializerMethodField(help_text="Always `statistic`.")
    slug = serializers.CharField(
        source="scoped_key.key",
        help_text="The name of the statistic in URLs. It never changes, and is the same in all scopes.",
    )
    url = LinkField(source="api_path", help_text="This statistic in this scope, in the API.")
    page = PageField(source="page_path", help_text="The public page that shows it.")
    updated_at = serializers.DateTimeField(
        source="counting.changed_at",
        default_timezone=UTC,
        allow_null=True,
        help_text="When a value of the statistic last changed, in any scope.",
    )
    as_of = serializers.DateTimeField(
        source="counting.as_of",
        default_timezone=UTC,
        allow_null=True,
        help_text="When a record it depends on was last published or withdrawn, as of the last refresh.",
    )
    title = TableTextField(source="statistic.title", help_text="The title: what is counted.")
    group = CodeField(
        get_group_choices(), source="statistic.group.value", help_text="The group of the statistic."
    )
    unit = _UnitField(
        source="statistic.unit",
        allow_null=True,
        help_text="The unit of the values. Null if each has its own: that of the dimension `unit` or of the "
        "`indicator`; of a `target`, per cent if its kind is `goal`, otherwise the places counted.",
    )
    decimals = serializers.IntegerField(
        source="statistic.decimals",
        help_text="The number of decimal places to which the values are rounded, half up.",
    )
    scope = ScopeSerializer(
        source="*",
        help_text="The scope of the statistic: the whole site, a year, or the records that belong to one "
        "record. To a city belong its records and those of cities whose `parent` it is, or whose parent’s "
        "parent; to a region those of cities with this `region`; to a theme those named by its "
        "`records_shown`, and exchanges with this `theme`; to any other record those that refer to it. A "
        "record counts once in each scope.",
    )
    scopes = serializers.ListField(
        source="statistic.scopes",
        child=serializers.CharField(),
        help_text="The kinds of scope in which it is available.",
    )
    headline = TableTextField(
        allow_null=True,
        help_text="A sentence about the values; null if they count fewer than five records.",
    )
    formula = TableTextField(help_text="How the values are calculated, with their numbers.")
    note = TableTextField(source="statistic.note", allow_null=True, help_text="A note on interpretation.")
    rests_on = serializers.ListField(
        source="record_types",
        child=serializers.CharField(),
        allow_null=True,
        help_text="The types of record that it counts; null: all types.",
    )
    dimensions = DimensionSerializer(
        many=True,
        help_text="The dimensions by which values are broken down. In CSV and XLSX each is a column with its "
        "code, named like the dimension (`dimension_unit` if another column has that name), and one with its "
        "label.",
    )
    values = serializers.SerializerMethodField(
        help_text=f"The values, in the order of the page. Of more than {MOST_VALUES}, JSON has the first "
        f"{MOST_VALUES} in the order of their codes, and `values_next` leads to the others. A page of a list "
        f"has at most {MOST_IN_LIST} values in all: a statistic without room there has none, and "
        "`values_next` leads to them.",
    )
    values_count = serializers.IntegerField(source="count", help_text="The number of values in all.")
    values_next = LinkField(
        source="next_path",
        allow_null=True,
        help_text="The statistic with the values that follow; null if there are no more.",
    )

    def get_type(self, _data: StatisticData) -> Literal["statistic"]:
        return "statistic"

    @extend_schema_field(StatisticValueSerializer(many=True))
    def get_values(self, data: StatisticData) -> list[dict[str, Any]]:
        return _serialize_values(data, self.context["output"])


class LaterState(NamedTuple):
    """A statistic, and a content version since which its values are others."""

    data: StatisticData
    state: StatisticState


class StatisticStateSerializer(serializers.Serializer):
    """Later values of a statistic."""

    version = serializers.IntegerField(
        source="state.number", help_text="The content version since which the values are others."
    )
    date = serializers.DateField(source="state.day", help_text="The date of this content version.")
    url = serializers.SerializerMethodField(help_text="The statistic in this content version, in the API.")
    page = serializers.SerializerMethodField(help_text="The statistic in this content version, as a page.")

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, later: LaterState) -> str:
        return self.context["output"].address(later.data.build_permanent_path(later.state.number))

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, later: LaterState) -> str:
        query = urlencode({**later.data.scope.query_params, "version": str(later.state.number)})
        return self.context["output"].page(f"/statistics/{later.data.scoped_key.key}/?{query}")


class StatisticSupersessionSerializer(serializers.Serializer):
    """What superseded the values of a content version: the next ones, and the newest; often the same."""

    next = StatisticStateSerializer(help_text="The values that followed.")
    latest = StatisticStateSerializer(help_text="The newest values.")


class StatisticWithCitationSerializer(StatisticSerializer):
    """A statistic in one scope, with its citation. It is derived from records with sources.

    `records` of a value links to them.
    """

    permanent_url = serializers.URLField(
        allow_null=True,
        help_text="The statistic as it is in this content version, whatever changes later; null "
        "without data.",
    )
    citation = CitationSerializer(
        allow_null=True, help_text="The citation of the statistic; null without data."
    )
    superseded_by = StatisticSupersessionSerializer(
        allow_null=True,
        help_text="With `version` or `as_of`: what superseded the values of this scope since, as the header "
        "`Link` says, too (`successor-version`, `latest-version`, RFC 5829). Null if the values now are the "
        "same.",
    )


# -- counted records --------------------------------------------------------------------------------


class CountedRecordSerializer(serializers.Serializer):
    """A record, a part, or a relation between two records that a value of a statistic counts."""

    record = serializers.SerializerMethodField(
        help_text="The record that is counted, or to which what is counted belongs."
    )
    part = serializers.SerializerMethodField(
        help_text="The key of the part that is counted; null if it is not a part."
    )
    label: Any = serializers.CharField(help_text="What is counted, in words.")
    url = serializers.SerializerMethodField(help_text="What is counted, or its record, in the API.")
    page = LinkField(source="url", help_text="The public page that shows it.")

    @extend_schema_field(ReferenceSerializer)
    def get_record(self, counted: CountedRecord) -> Any:
        record = _get_record(counted)
        return self.context["output"].refer(type(record), record.slug)

    def get_part(self, counted: CountedRecord) -> str | None:
        return counted.obj.key if isinstance(counted.obj, Part) else None

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, counted: CountedRecord) -> str:
        record, resource = _get_record(counted), RESOURCE_NAMES.get(type(counted.obj))
        if isinstance(counted.obj, Part) and resource:
            path = build_api_path(resource, f"{record.slug}--{counted.obj.key}")
        else:
            path = build_api_path(RESOURCE_NAMES[type(record)], record.slug)
        return self.context["output"].address(path)


def _get_record(counted: CountedRecord) -> Any:
    return counted.obj if isinstance(counted.obj, Record) else counted.obj.record
