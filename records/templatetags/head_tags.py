"""Template tags for the page head: metadata for search engines and link previews."""

import json
from functools import lru_cache
from html import unescape
from typing import Any

import segno
from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.pages.share_cards import SIZES, Card, shorten_title, sign_card
from records.texts.translation import strip_direction_controls

register = template.Library()

# Escape characters that could end the script element or begin a comment.
_IN_SCRIPT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


class CaptureNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> str:
        """Store the content as one line, with white space collapsed."""
        context[self.name] = mark_safe(
            strip_direction_controls(" ".join(self.nodelist.render(context).split()))
        )
        return ""


@register.simple_tag
def share_cards(title: str) -> dict[str, str]:
    """Return the addresses of the pictures of a page for link previews, by size, and its short title."""
    short_title = shorten_title(_extract_text(title))
    token = sign_card(Card(short_title, _("China Hub"), get_language() or "en"))
    return {"title": short_title, **{size: reverse("share_card", args=[size, token]) for size in SIZES}}


#: The pattern, of eight, that breaks up large areas of one colour.
_MASK = 0


@register.simple_tag
@lru_cache(maxsize=200)  # a list has the same one with each filter
def qr_code(address: str) -> SafeString:
    """Render the QR code of an address as SVG, black on white; nothing if the address is too long for one."""
    try:
        # Every mask can be read. To compare all eight, as the standard advises, takes five times as long.
        code = segno.make(address, error="m", micro=False, mask=_MASK)
    except segno.DataOverflowError:
        return SafeString("")
    return mark_safe(code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None))


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """`{% capture as name %}…{% endcapture %}`: store the content of a block in a variable."""
    parts = token.split_contents()
    if len(parts) != 3 or parts[1] != "as":
        raise template.TemplateSyntaxError("Write {% capture as name %}.")
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, parts[2])


@register.simple_tag(takes_context=True)
def json_ld(context: Context, title: Any, description: Any) -> SafeString:
    """Render the structured data of the view as JSON-LD; nothing if it has none.

    The title and description of the page replace a `name` or `description` of None.
    """
    structured_data = context.get("structured_data")
    objects = structured_data(context.flatten()) if structured_data else []
    defaults = {"name": _extract_text(title), "description": _extract_text(description)}
    filled = [
        {key: defaults.get(key) if value is None else value for key, value in obj.items()} for obj in objects
    ]
    if not filled:
        return mark_safe("")
    data = {"@context": "https://schema.org", "@graph": filled}
    text = strip_direction_controls(json.dumps(data, ensure_ascii=False)).translate(_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def _extract_text(html: Any) -> str:
    """Return the text of HTML."""
    return unescape(strip_tags(str(html)))
