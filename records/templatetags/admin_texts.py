"""Texts in forms of the admin."""

from django import template
from django.contrib.admin.helpers import Fieldline

from records.admin.widgets.text_lines import CONFIRMED, TextLine, describe_text_line, get_text_name

register = template.Library()


@register.filter
def is_text_line(line: Fieldline) -> bool:
    """Whether a line of a fieldset is a text in three languages that can be edited."""
    return get_text_name(line) is not None


@register.filter
def text_line(line: Fieldline) -> TextLine:
    return describe_text_line(line)


@register.simple_tag
def confirmation_name() -> str:
    return CONFIRMED
