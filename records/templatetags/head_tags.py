"""Template tags for the page head: metadata for search engines and link previews."""

import json
from html import unescape
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from records.translation import strip_direction_controls

register = template.Library()

# What would end the element or begin a comment, written so that it can't.
_IN_SCRIPT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


class CaptureNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> str:
        """One line, without the blanks between the lines of the template."""
        context[self.name] = mark_safe(
            strip_direction_controls(" ".join(self.nodelist.render(context).split()))
        )
        return ""


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """`{% capture as name %}…{% endcapture %}`: keep a block under a name, to be written more than once."""
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("Write {% capture as name %}.")
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, words[2])


@register.simple_tag(takes_context=True)
def json_ld(context: Context, title: Any, description: Any) -> SafeString:
    """What the page is about, as JSON-LD in schema.org's words; nothing where the view declares nothing.

    The view's `structured_data(context)` gives the things; the title and description that the page has
    anyway are put in where a thing leaves them open (None).
    """
    structured_data = context.get("structured_data")
    things = structured_data(context.flatten()) if structured_data else []
    known = {"name": _extract_text(title), "description": _extract_text(description)}
    filled = [
        {key: known.get(key) if value is None else value for key, value in thing.items()} for thing in things
    ]
    if not filled:
        return mark_safe("")
    data = {"@context": "https://schema.org", "@graph": filled}
    text = strip_direction_controls(json.dumps(data, ensure_ascii=False)).translate(_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def _extract_text(html: Any) -> str:
    """What a captured block says: without its marks and character references."""
    return unescape(strip_tags(str(html)))
