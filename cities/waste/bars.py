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
            parts.append((fate, f"{x:.1f}", y, f"{max(width - gap, _LEAST):.1f}", _HEIGHT))
            x += width
    return format_html(
        '<svg class="fate-bar" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>',
        *(_WIDTH, _HEIGHT + _DROP) * 2,
        format_html_join(
            "",
            '<path class="fate-{}" d="M{} {}h{}v{}H{}z"/>',
            ((fate, x, y, w, h, x) for fate, x, y, w, h in parts),
        ),
    )
