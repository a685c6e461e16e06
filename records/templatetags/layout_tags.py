"""Tags for templates with one element per line, without additional white space on the page."""

import re
from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()

_LINE_BREAK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


class JoinedLinesNode(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return self.nodelist.render(context)


@register.tag
def joinlines(parser: Parser, token: Token) -> JoinedLinesNode:
    """Remove the line breaks inside the block, with their indentation, when the template is compiled.

    A line break next to a tag, of HTML or of the template language, or next to a variable is removed. One
    within running text or between two attributes becomes one space. Write `{% space %}` where a space belongs
    between two lines. Included templates keep their own line breaks.
    """
    nodelist = parser.parse(("endjoinlines",))
    parser.delete_first_token()
    inside_tag = False
    texts: list[Any] = nodelist.get_nodes_by_type(TextNode)
    for node in texts:
        node.s, inside_tag = _join(node.s, inside_tag)
    return JoinedLinesNode(nodelist)


@register.tag
def space(parser: Parser, token: Token) -> TextNode:
    """A space, part of the text of the template when it is compiled: pages have hundreds."""
    return TextNode(" ")


@register.filter(is_safe=True)
def filled_heads(html: str) -> str:
    """Return a table of Django's admin with a cell in place of its head without a text."""
    return html.replace('<th class="original"></th>', '<td class="original"></td>')


def _join(text: str, inside_tag: bool) -> tuple[str, bool]:
    """Return the text without its line breaks, and whether it ends inside an HTML tag."""
    parts = []
    position = 0
    for line_break in _LINE_BREAK.finditer(text):
        before, after = text[position : line_break.start()], text[line_break.end() :]
        inside_tag = _is_inside_tag_after(before, inside_tag)
        at_edge = line_break.start() == 0 or not after
        next_to_tag = at_edge or text[line_break.start() - 1] == ">" or after.startswith("<")
        parts += [before, " " if inside_tag or not next_to_tag else ""]
        position = line_break.end()
    rest = text[position:]
    return "".join([*parts, rest]), _is_inside_tag_after(rest, inside_tag)


def _is_inside_tag_after(text: str, inside_tag: bool) -> bool:
    opened, closed = text.rfind("<"), text.rfind(">")
    return inside_tag if opened == closed else opened > closed
