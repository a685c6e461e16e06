"""The shares of one year as a small bar: what was landfilled comes first and hangs below the others."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cities.choices import WasteFate
from cities.waste.treatment import WasteYear

#: Lengths of the bar; landfilled hangs by `_DROP`.
_WIDTH, _HEIGHT, _DROP, _GAP, _LEAST = 96, 8, 4, 1.0, 0.8
_ORDER = (WasteFate.LANDFILLED, WasteFate.BURNED, WasteFate.OTHER, WasteFate.UNSTATED, WasteFate.UNTREATED)


def draw_bar(year: WasteYear) -> SafeString:
    """Return the bar as SVG. The words beside it say the same, so that it is hidden from readers."""
    parts, x = [], 0.0
    for fate in _ORDER:
        if share := year.share(fate):
            width = share * _WIDTH
            gap = _GAP if x + width < _WIDTH - _GAP / 2 else 0
            y = _DROP if fate == WasteFate.LANDFILLED else 0
            left = f"{round(x, 1):g}"
            parts.append((fate, left, y, f"{round(max(width - gap, _LEAST), 1):g}", _HEIGHT, left))
            x += width
    paths = format_html_join("", '<path class="fate-{}" d="M{} {}h{}v{}H{}z"/>', parts)
    return format_html(
        '<svg class="fate-bar" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>',
        _WIDTH,
        _HEIGHT + _DROP,
        paths,
    )
