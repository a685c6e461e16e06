"""Template tags for drawings that can be taken along."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.pages.cited_names import mark_cited_names

register = template.Library()


@register.inclusion_tag("records/drawing_links.html")
def drawing_links(name: str, slug: str, query: str = "") -> dict[str, Any]:
    """Render links to the files of a drawing, given the name of its path and the slug of its page.

    `query`: what else names the drawing, such as "?cities=a,b".
    """
    labels = {"slide": _("Slide (PNG)"), "png": "PNG", "svg": "SVG", "csv": "CSV"}
    arguments = {"slug": slug} if slug else {}
    urls = {form: reverse(name, kwargs={**arguments, "form": form}) + query for form in labels}
    return {"files": [(labels[form], url) for form, url in urls.items()]}


@register.filter
def marked_names(note: str, sources: Any) -> SafeString:
    """Return a note of a drawing with the names of these sources marked with their language."""
    return mark_cited_names(note, sources, get_language() or "en")
