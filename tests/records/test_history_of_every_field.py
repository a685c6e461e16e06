"""The history describes a change of any field of any record, without codes or None."""

import re
from copy import deepcopy
from html import unescape
from typing import Any

import pytest
from django.db import models
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

from records.diff.display import TitleLookup
from records.diff.lines import FieldDifference
from records.diff.records import QUANTITY_FIELDS, compare_snapshots
from records.fields import CodeListField, StatedDateField, TextListField
from records.models import Figure, Publication, get_record_types
from records.models.base import get_part_models
from records.snapshots import get_foreign_keys, get_part_accessor
from tests.conftest import LANGUAGES

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.content_check]

# What no reader should meet: Python's own words, and codes with their underscores.
_RAW = re.compile(
    r"\bNone\b|\bTrue\b|\bFalse\b|[\[{]['\"]|object at|Decimal|__proxy__|&lt;|\b[a-z]+_[a-z_]+\b"
)


def fullest(code, parts="") -> dict[str, Any]:
    """The snapshot of a type with the most to say, or with the most parts of a kind."""
    rows = Publication.objects.filter(record_type=code).exclude(path="")
    data = max((row.data for row in rows), key=lambda data: len(str(data[parts] if parts else data)))
    if parts == "other_names" and not data[parts]:
        # The content has other names of a few types only; they have the same fields in all.
        return {**data, parts: fullest("region", parts)[parts]}
    return data


def another(field, value) -> Any:
    """Another value that the field could have."""
    if isinstance(field, CodeListField):
        return [code for code, _label in field.codes if code not in value]
    if field.choices:
        return next((code for code, _label in field.flatchoices if code != value), "")
    if isinstance(field, TextListField):
        return [*value, {"en": "Rail vehicles", "zh_hans": "轨道车辆"}]
    if isinstance(field, models.ForeignKey):
        return other_slug(field, value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, (StatedDateField, models.DateField)):
        return "2031-05-04"
    if isinstance(field, (models.PositiveSmallIntegerField, models.PositiveIntegerField)):
        return 2031
    if isinstance(field, (models.DecimalField, models.FloatField)):
        return (value or 0) + 1.5
    if field.name in ("country", "language"):
        return {"country": "JP", "language": "ko"}[field.name]
    return f"{value}9" if field.name in ("slug", "code", "url") else f"{value} 9."


def other_slug(field, value) -> str:
    """Another record that the field could point to; one that is not published where there is no other."""
    other = field.related_model.objects.published().exclude(slug=value).order_by("slug").first()
    return other.slug if other else "not-published"


def changes_of(model, row):
    """(name of the field, row with that field changed) for each column and list of a snapshot."""
    for name in row:
        if name == "key" or any(name == get_part_accessor(part) for part in part_models(model)):
            continue
        field = model._meta.get_field(name)
        changed = deepcopy(row)
        if field.many_to_many:
            changed[name] = [*row[name][1:], other_slug(field, row[name][0] if row[name] else "")]
        elif (
            name in {tie.name for tie in get_foreign_keys(model)[:1]}
            and "key" not in row
            and "slug" not in row
        ):
            continue  # a link that leads elsewhere is another link
        else:
            changed[name] = another(field, row[name])
            if name == "reason":  # why there is no value: then there is none
                changed["value"] = None
        yield name, changed


def part_models(model):
    return get_part_models(model) if hasattr(model, "type_code") else ()


def told(model, before, after) -> list[FieldDifference]:
    titles = TitleLookup()
    compare_snapshots(model, before, after, titles)
    titles.fetch()
    return compare_snapshots(model, before, after, titles)


def field_label(model, name) -> str:
    """The word that must name a change of the column."""
    for text, field in model.translated_fields.items() if hasattr(model, "translated_fields") else ():
        if name.startswith(f"{text}_") and name.removeprefix(f"{text}_") in field.columns:
            return str(field.verbose_name)
    if name == "slug":
        return translation.gettext("address of the page")
    columns = {field.name for field in model._meta.concrete_fields}
    if name in QUANTITY_FIELDS and {"value", "source_type"} <= columns:
        return "" if issubclass(model, Figure) else str(model._meta.get_field("value").verbose_name)
    return str(model._meta.get_field(name).verbose_name)


def check(lines, label, where) -> None:
    assert lines, where
    text = "".join(render_to_string("includes/difference.html", {"line": line}) for line in lines)
    text += "".join(f"<i>{line.subject}</i>" for line in lines)
    read = unescape(strip_tags(text))
    assert label.lower() in read.lower(), (where, label, read)
    without_addresses = re.sub(r"https?://\S+", "", read)
    assert not _RAW.search(without_addresses), (where, _RAW.search(without_addresses), read)
    assert all(line.before or line.after for line in lines), (where, read)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("code", list(get_record_types()))
def test_a_change_of_any_field_of_a_record_is_named_in_words(code):
    model, before = get_record_types()[code], fullest(code)
    for name, after in changes_of(model, before):
        for language in LANGUAGES:
            with translation.override(language):
                check(told(model, before, after), field_label(model, name), (code, name, language))


WITH_PARTS = [code for code, model in get_record_types().items() if get_part_models(model)]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("code", WITH_PARTS)
def test_a_change_of_any_field_of_a_part_is_named_in_words(code):
    model = get_record_types()[code]
    for part_model in get_part_models(model):
        name = get_part_accessor(part_model)
        before = fullest(code, name)
        for column, changed in changes_of(part_model, before[name][0]):
            after = {**before, name: [changed, *before[name][1:]]}
            for language in LANGUAGES:
                with translation.override(language):
                    lines = told(model, before, after)
                    check(lines, field_label(part_model, column), (code, name, column, language))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("code", WITH_PARTS)
def test_a_part_that_comes_or_goes_is_told_whole(code):
    model = get_record_types()[code]
    for part_model in get_part_models(model):
        name, kind = get_part_accessor(part_model), str(part_model._meta.verbose_name)
        whole = fullest(code, name)
        without = {**whole, name: whole[name][1:]}
        for before, after in ((whole, without), (without, whole)):
            lines = told(model, before, after)
            assert len(lines) == 1
            check(lines, kind, (code, name))
