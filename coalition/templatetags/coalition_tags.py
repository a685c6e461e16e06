"""Words that only the pages of the Coalition need."""

from babel import Locale
from django import template
from django.utils.translation import get_language

from records.translation import to_traditional

register = template.Library()

# As the content names it ("Seoul, Republic of Korea"); the locale data has the colloquial name.
_OWN_NAMES = {"KR": "Republic of Korea"}


@register.filter
def country_name(code: str) -> str:
    """What a country (ISO 3166) is called in the language of the page."""
    language = get_language() or "en"
    if not language.startswith("zh"):
        return _OWN_NAMES.get(code) or Locale("en").territories.get(code, code)
    name = Locale("zh", script="Hans").territories.get(code, code)
    return to_traditional(name) if language == "zh-hant" else name
