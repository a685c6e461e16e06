"""Template tags for drawings of municipal waste."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cities.waste.portrait import Portrait, PortraitLabel, Shape, build_small_portrait
from cities.waste.treatment import CityWaste

register = template.Library()


@register.inclusion_tag("cities/waste/small_portrait.html")
def small_portrait(waste: CityWaste | None, years: str = "both") -> dict[str, Any]:
    """Render small portraits of the old and the new year, or of the new one only (`new`).

    Nothing without data. They have no text: the sentence beside them says the same.
    """
    known = [waste.old, waste.new] if waste and years == "both" else [waste.new] if waste else []
    return {"portraits": [build_small_portrait(year) for year in known if year and year.is_stated]}


@register.filter
def as_list(text: Any) -> list[Any]:
    """Return a list with one entry, for tags that take several."""
    return [text]


@register.filter
def shapes_and_labels(portrait: Portrait) -> SafeString:
    """Render what a portrait consists of; a loop in a template takes ten times as long."""
    shapes = format_html_join("", "{}", ((_render_shape(shape),) for shape in portrait.shapes))
    labels = format_html_join("", "{}", ((_render_label(label),) for label in portrait.labels))
    return format_html("{}{}", shapes, labels)


def _render_shape(shape: Shape) -> SafeString:
    if shape.radius:
        place = (f"{number:g}" for number in (shape.x, shape.y, shape.radius))
        return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', shape.css, *place)
    width = format_html(' stroke-width="{}"', shape.width) if shape.width else ""
    return format_html('<path class="{}"{} d="{}"/>', shape.css, width, shape.path)


def _render_label(label: PortraitLabel) -> SafeString:
    anchor = format_html(' text-anchor="{}"', label.anchor) if label.anchor else ""
    place = (f"{number:.0f}" for number in (label.x, label.y))
    return format_html('<text class="{}" x="{}" y="{}"{}>{}</text>', label.css, *place, anchor, label.text)
