"""References to other records: their names, and the whole records with `expand`."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, JSONField, Max
from django.db.models.fields.json import KeyTransform

from api.serializers import SerializerContext
from records.field_kinds.representation import ALL, translate_columns
from records.models import Publication
from records.models.base import get_record_types
from records.projections.figure_models import RecordKey
from records.publishing import get_content_version
from records.texts.translation import COLUMNS, OVERRIDES


def set_names(context: SerializerContext, number: int | None = None) -> None:
    """Set the names of all references of a response; one query at most, two as of a publication number."""
    unnamed = [key for key, reference in context.references.items() if reference["name"] is None]
    names = _load_names(unnamed, context.lang, number)
    for key in unnamed:
        context.references[key]["name"] = names.get(key)


def set_newest_names(context: SerializerContext) -> None:
    """Set the names of all references, the last one of records that are no longer public."""
    set_names(context)
    if any(reference["name"] is None for reference in context.references.values()):
        set_names(context, get_content_version())


def _load_names(keys: Collection[RecordKey], lang: str, number: int | None = None) -> dict[RecordKey, Any]:
    """Return the titles of records, now or as of a publication number; without those that were redacted."""
    codes, slugs = list({code for code, _slug in keys}), list({slug for _code, slug in keys})
    if not codes:
        return {}
    has_overrides = lang in ("zh-hant", ALL)
    # Also finds records of other types with these slugs, which is cheaper than a condition for each type.
    found = Publication.objects.filter(record_type__in=codes, slug__in=slugs)
    rows = found.current() if number is None else _select_as_of(found, number)
    names = {}
    for code, slug, en, zh_hans, overrides in _select_titles(rows, has_overrides=has_overrides):
        texts = {"en": en, "zh_hans": zh_hans}
        if isinstance(overrides, dict):
            texts[COLUMN_OF_OVERRIDE] = _get_own_title(code, overrides)
        names[code, slug] = translate_columns(texts, lang)
    return names


def _select_titles(rows: Any, *, has_overrides: bool) -> Any:
    overrides = KeyTransform(OVERRIDES, "data", output_field=JSONField()) if has_overrides else F("action")
    columns = ("record_type", "slug", "title_en", "title_zh_hans", "overrides")
    return rows.order_by().annotate(overrides=overrides).values_list(*columns)


COLUMN_OF_OVERRIDE = next(column for column, tag in COLUMNS.items() if tag == "zh-Hant")


def _get_own_title(code: str, overrides: dict[str, str]) -> str:
    fields = get_record_types()[code].translated_fields
    return overrides.get("title" if "title" in fields else "name", "")


def _select_as_of(rows: Any, number: int) -> Any:
    versions = rows.versions().filter(number__lte=number).order_by().values("record_type", "slug")
    newest = versions.annotate(newest=Max("number")).values_list("newest", flat=True)
    return Publication.objects.filter(number__in=list(newest))
