"""Texts in forms and histories of the admin."""

from django import template
from django.contrib.admin.helpers import Fieldline

from records.admin.parts.part_history import EarlierValue, list_earlier_values
from records.admin.widgets.text_lines import CONFIRMED, TextLine, describe_text_line, get_text_name
from records.history.revisions import describe_authors, describe_people, get_reason, get_writer_name
from records.models import Part, Record

register = template.Library()
register.filter("writer_name", get_writer_name)
register.filter("people", describe_people)
register.filter("authors", describe_authors)
register.filter("reason", get_reason)


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


@register.simple_tag
def earlier_values(record: Record, part: Part) -> list[EarlierValue]:
    return list_earlier_values(record, part)
