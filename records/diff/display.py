"""Format values of a snapshot for display in the active language."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records import formats
from records.choices import Unit
from records.fields import CodeListField, StatedDateField
from records.formats import format_amount, get_language_name, get_missing_reason, join_list
from records.models import Publication, Source
from records.translation import Text

SnapshotRow = dict[str, Any]


def join_phrases(items: Iterable[Any], english: str = ", ", chinese: str = "，") -> SafeString:
    """Join phrases with the comma of the active language, or with the given separators."""
    return format_html_join(chinese if formats.is_chinese() else english, "{}", ((item,) for item in items))


class TitleLookup:
    """Titles of records by slug. Collects the requested records and loads their titles in one query."""

    def __init__(self) -> None:
        self._wanted: dict[str, set[str]] = defaultdict(set)
        self._titles: dict[tuple[str, str], str] = {}

    def get(self, model: Any, slug: str) -> str:
        """Return the title of a published record (of a source, with its publisher), or its slug."""
        self._wanted[model.type_code].add(slug)
        return self._titles.get((model.type_code, slug), slug)

    def fetch(self) -> bool:
        """Load all requested titles in one query. Return whether any were requested."""
        if not self._wanted:
            return False
        condition = reduce(or_, (Q(record_type=code, slug__in=slugs) for code, slugs in self._wanted.items()))
        rows = (
            Publication.objects.filter(condition)
            .latest_versions()
            .exclude(path="")
            .defer("data")
            .annotate(publisher=F("data__publisher"), language=F("data__language"))
            .annotate(title_is_ours=F("data__title_is_descriptive"))
        )
        for row in rows:
            is_source = row.record_type == Source.type_code
            title = _format_source_title(row) if is_source else conditional_escape(row.title)
            self._titles[row.record_type, row.slug] = title
        return True


def _format_source_title(row: Any) -> SafeString:
    """Format title and publisher, each marked with the language of the source."""
    source = Source(title=row.title_en, language=row.language, title_is_descriptive=row.title_is_ours)
    title = format_html("<cite>{}</cite>", source.title_in(get_language() or "en"))
    return join_phrases([title, Text(row.publisher, row.language)])


# Fields with codes of an international standard, and functions that return their names.
_STANDARD_CODES: dict[str, Callable[[str], str]] = {
    "country": formats.get_country_name,
    "language": get_language_name,
}


def format_value(field: Any, value: Any, titles: TitleLookup) -> str:
    """Format the value of an untranslated field; an empty string if there is no value."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(field, models.ForeignKey):
        return titles.get(field.related_model, value)
    if isinstance(field, CodeListField):
        labels = dict(field.codes)
        return join_list(labels.get(code, code) for code in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else _("No")
    if field.name in _STANDARD_CODES:
        return _STANDARD_CODES[field.name](value)
    if isinstance(field, (StatedDateField, models.DateField)):
        return formats.format_stated_date(str(value))
    if isinstance(field, models.PositiveSmallIntegerField) and 1900 <= value <= 2200:
        return formats.format_stated_date(str(value))
    return formats.format_number(value) if isinstance(value, (int, float)) else str(value)


# The qualifiers of a figure, in the order in which they are shown.
_QUALIFIER_FIELDS = ("basis", "year", "evidence", "attested_by")

#: The columns that are shown together as one quantity.
QUANTITY_FIELDS = ("value", "unit", "precision", "reason", *_QUALIFIER_FIELDS)


class _Quantity:
    """Adapts the columns of a figure, flow or indicator value to `format_amount()`."""

    def __init__(self, model: Any, row: SnapshotRow) -> None:
        value = row.get("value")
        self.value = None if value is None else Decimal(str(value))
        # Indicator values have no unit column: the unit is a field of the indicator.
        self.unit = row.get("unit") or Unit.MILESTONE
        self.precision = row.get("precision") or ""
        self.reason = row.get("reason") or ""
        self._model = model

    def get_precision_display(self) -> str:
        return str(dict(self._model._meta.get_field("precision").flatchoices)[self.precision])

    def get_reason_display(self) -> str:
        return str(dict(self._model._meta.get_field("reason").flatchoices)[self.reason])


def format_quantity(
    model: type[models.Model], row: SnapshotRow, names: Iterable[str], titles: TitleLookup
) -> SafeString:
    """Format a number with precision and unit, followed by those qualifiers that are in `names`."""
    quantity = _Quantity(model, row)
    phrase: list[str] = [get_missing_reason(quantity) if quantity.value is None else format_amount(quantity)]
    for name in _QUALIFIER_FIELDS:
        if name in names:
            qualifier = format_value(model._meta.get_field(name), row.get(name), titles)
            phrase.append(qualifier or (_("year not stated") if name == "year" else ""))
    return join_phrases(part for part in phrase if part)
