"""Line breaks in Chinese texts."""

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from records.texts.formats import is_chinese
from records.texts.line_breaks import mark_amounts, mark_breaks_in_headings

register = template.Library()


class PhrasedHeadingsNode(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html = mark_breaks_in_headings(self.nodelist.render(context))
        return mark_safe(mark_amounts(html) if is_chinese() else html)


@register.tag
def phrasedheadings(parser: Parser, token: Token) -> PhrasedHeadingsNode:
    """Mark where the Chinese headings inside the block may break, between words; keep amounts whole."""
    nodelist = parser.parse(("endphrasedheadings",))
    parser.delete_first_token()
    return PhrasedHeadingsNode(nodelist)
