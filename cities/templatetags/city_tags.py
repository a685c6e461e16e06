"""Template tags and filters for cities."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template

from cities.place_lines import format_place_line
from records import formats

register = template.Library()

register.filter("country_name", formats.get_country_name)
register.filter("place_line", format_place_line)


class CommonNote(NamedTuple):
    text: str = ""
    is_of_all: bool = False


@register.simple_tag
def common_note(values: Iterable[Any]) -> CommonNote:
    """Return the note of more than half of the values if all have one, so that it can be said once."""
    notes = [value.note for value in values]
    if len(notes) < 2 or not all(notes):
        return CommonNote()
    text, count = Counter(notes).most_common(1)[0]
    return CommonNote(text, count == len(notes)) if count > len(notes) / 2 else CommonNote()
