"""Folds and values in forms of the admin."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.contrib.admin.utils import flatten
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from records.fields import TextListField
from records.questions.base import format_all_digits
from records.texts.translation import COLUMNS

register = template.Library()


@register.simple_tag(takes_context=True)
def fold_state(context: Context, fieldset: Any) -> SafeString:
    """Open the fold of a fieldset with a problem or a question, for the tag `<details>`."""
    questions = context.get("questions")
    asked = questions.by_field if questions else {}
    is_open = any(bound.errors or bound.html_name in asked for bound in _iterate_fields(fieldset))
    return SafeString(" open" if is_open else "")


@register.simple_tag
def readonly_value(field: AdminReadonlyField) -> Any:
    """What a form shows of a field to whoever may not change it: numbers and lists as people write them."""
    name, row = field.field["name"], field.form.instance
    try:
        model_field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return field.contents()
    value = getattr(row, name)
    if isinstance(model_field, models.DecimalField) and value is not None:
        return format_all_digits(value)
    if isinstance(model_field, TextListField) and value:
        texts = (" | ".join(item[column] for column in COLUMNS if item.get(column)) for item in value)
        return format_html_join("", "<p>{}</p>", ((text,) for text in texts))
    return field.contents()


def _iterate_fields(fieldset: Any) -> Iterator[Any]:
    for name in flatten(fieldset.fields):
        if name in fieldset.form.fields:
            yield fieldset.form[name]
