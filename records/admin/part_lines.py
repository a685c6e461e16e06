"""Parts as one line of text: label, value, year."""

from typing import Any

from django.db.models import Model

from records.texts.formats import format_exact_amount
from records.texts.translation import get_text_in_active_language


def get_part_title(part: Any) -> str:
    """Return what a part is called; of one without a name, its first text."""
    label = str(part)
    if label and label != part.key:
        return label
    texts = (str(get_text_in_active_language(part, name) or "") for name in part.translated_fields)
    return next(filter(None, texts), "") or part.key


def describe_part(part: Any) -> str:
    """Return the value and year of a part; empty if it has neither."""
    facts = []
    if has_amount(part):
        facts.append(format_exact_amount(part))
    if year := getattr(part, "year", None):
        facts.append(str(year))
    return ", ".join(facts)


def has_amount(part: Model) -> bool:
    return getattr(part, "value", None) is not None and bool(getattr(part, "unit", ""))
