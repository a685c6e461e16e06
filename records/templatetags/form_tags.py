"""Folds in forms of the admin."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.contrib.admin.utils import flatten
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def fold_state(context: Context, fieldset: Any) -> SafeString:
    """Open the fold of a fieldset with a problem or a question, for the tag `<details>`."""
    questions = context.get("questions")
    asked = questions.by_field if questions else {}
    is_open = any(bound.errors or bound.html_name in asked for bound in _iterate_fields(fieldset))
    return SafeString(" open" if is_open else "")


def _iterate_fields(fieldset: Any) -> Iterator[Any]:
    for name in flatten(fieldset.fields):
        if name in fieldset.form.fields:
            yield fieldset.form[name]
