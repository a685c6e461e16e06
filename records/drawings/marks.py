"""Elements of a drawing as SVG: lengths are attributes, classes give colours and fonts."""

from collections.abc import Iterable

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from records.drawings.fonts import measure_text
from records.drawings.text_lines import wrap_words


def draw_mark(tag: str, *content: object, css: str = "", **attributes: object) -> SafeString:
    """Return an element with its content. `text_anchor` becomes text-anchor; what is None is left out."""
    written = {name.replace("_", "-"): _format_value(value) for name, value in attributes.items()}
    named = {"class": css or None, **written}
    inner = format_html_join("", "{}", ((part,) for part in content))
    return format_html("<{}{}>{}</{}>", tag, flatatt(named), inner, tag)


def _format_value(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def draw_lines(
    lines: Iterable[str], x: float, y: float, leading: float, css: str = "", anchor: str | None = None
) -> SafeString:
    """Return lines of text one below the other, the first one on the height `y`."""
    marks = (
        (draw_mark("text", line, css=css, x=x, y=y + number * leading, text_anchor=anchor),)
        for number, line in enumerate(lines)
    )
    return format_html_join("", "{}", marks)


def wrap_label(
    text: object, width: float, size: float, weight: int = 400, *, serif: bool = False
) -> list[str]:
    """Return the lines of a text in the active language that are not wider than this."""
    language = get_language() or "en"

    def fits(line: str) -> bool:
        return measure_text(line, size, weight, language, serif=serif) <= width

    return wrap_words(str(text), fits, may_split=True)
