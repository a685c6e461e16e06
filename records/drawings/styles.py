"""The style sheet of the site as attributes of a drawing, so that it looks the same where there is none.

Programs for slides and layout read attributes, few of them style sheets. Colours are those of the day, and
widths those of a wide page.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as etree

import cssselect2
import tinycss2
from django.conf import settings

from records.drawings.fonts import get_font_stacks

SHEET = Path(settings.BASE_DIR) / "static/build/hub.css"
#: Properties that are attributes in SVG, too.
_PROPERTIES = {
    "color", "display", "dominant-baseline", "fill", "fill-opacity", "fill-rule", "font-family",
    "font-size", "font-style", "font-weight", "letter-spacing", "opacity", "paint-order", "stroke",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor",
    "visibility",
}  # fmt: skip
#: Attributes of pages that mean nothing in a file.
_PAGE_ATTRIBUTES = re.compile(r"class|lang|role|tabindex|focusable|hidden|aria-.*|data-.*|xmlns.*")
_FONT = re.compile(
    r"(?P<before>(?:[\w-]+\s+)*?)(?P<size>[\d.]+(?:px|rem|em|%)|var\([^)]+\))(?:\s*/\s*\S+)?\s+(?P<family>.+)"
)
_LENGTH = re.compile(r"(-?[\d.]+)(px|rem|em|%)?")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+);")
_NARROW = re.compile(r"max-width|prefers-|forced-colors|hover|pointer|resolution")


@dataclass(frozen=True)
class _Style:
    """What an element hands down to those in it."""

    variables: dict[str, str] = field(default_factory=dict)
    color: str = "#000"
    size: float = 16.0


def build_plain_svg(markup: str, language: str) -> etree.Element:
    """Return the first drawing of a markup that a wide page shows, with attributes instead of classes.

    `markup` is well-formed; elements around the drawing count for its styles. Links keep their addresses.
    """
    text = _ENTITY.sub(lambda match: unescape(match.group()), markup)
    root = etree.fromstring(
        f'<html lang="{language}" xmlns:xlink="http://www.w3.org/1999/xlink"><body>{text}</body></html>'
    )
    drawings = list(_apply_styles(root, language))
    if not drawings:
        raise ValueError("This markup has no drawing.")
    return drawings[0]


def _apply_styles(root: etree.Element, language: str) -> Iterator[etree.Element]:
    """Style a tree from its root; yield its drawings."""
    matcher = _compile_sheet(SHEET)
    sans, serif = get_font_stacks(language)
    fonts = {"--font-serif": serif, "--font-sans": sans}

    def visit(wrapper: Any, style: _Style) -> Iterator[etree.Element]:
        element = wrapper.etree_element
        declared, style = _compute_style(matcher, wrapper, style, fonts)
        if declared.get("display") == "none":
            element.set("display", "none")
            return
        is_drawing = element.tag == "svg"
        children = [found for child in wrapper.iter_children() for found in visit(child, style)]
        if is_drawing or children == []:
            _set_attributes(element, declared, style)
        if is_drawing:
            element.attrib.setdefault("font-size", f"{style.size:g}")
            yield element
        else:
            yield from children

    yield from visit(cssselect2.ElementWrapper.from_xml_root(root), _Style())


def _compute_style(
    matcher: Any, wrapper: Any, style: _Style, fonts: dict[str, str]
) -> tuple[dict[str, str], _Style]:
    """Return the declared properties of an element, and what it hands down."""
    rows = [row for *_order, pseudo, found in matcher.match(wrapper) if pseudo is None for row in found]
    rows.sort(key=lambda row: row[0])  # stable: specificity and order count in a layer
    own = {name: value for _layer, name, value in rows}
    names = [name for name in own if name.startswith("--")]
    variables = (
        {**style.variables, **{name: own[name] for name in names}, **fonts} if names else style.variables
    )
    declared = {name: _resolve(value, variables) for name, value in own.items() if not name.startswith("--")}
    attributes = wrapper.etree_element.attrib
    size = _read_size(declared.get("font-size") or attributes.get("font-size", ""), style.size)
    if "font-size" in declared:
        declared["font-size"] = f"{size:g}"
    if (weight := declared.get("font-weight", "")).isdecimal():  # SVG has hundreds only
        declared["font-weight"] = str(int(weight) // 100 * 100)
    color = declared.pop("color", "") or style.color
    color = style.color if color in {"inherit", "currentcolor", "currentColor"} else color
    return declared, replace(style, variables=variables, color=color, size=size)


def _set_attributes(element: etree.Element, declared: dict[str, str], style: _Style) -> None:
    for name in [name for name in element.attrib if _PAGE_ATTRIBUTES.fullmatch(name)]:
        del element.attrib[name]
    for name, value in declared.items():
        if value and name != "display" and value != "inherit":
            element.set(name, style.color if value.lower() == "currentcolor" else value)
    for name in ("text", "tail"):
        if part := getattr(element, name):
            setattr(element, name, re.sub(r"[ \t\r\n]+", " ", part))


def _read_size(text: str, inherited: float) -> float:
    """Return a height of letters in pixels."""
    if match := _LENGTH.fullmatch(text.strip()):
        factor = {"rem": 16.0, "em": inherited, "%": inherited / 100}.get(match[2] or "px", 1.0)
        return round(float(match[1]) * factor, 2)
    return inherited


def _resolve(value: str, variables: dict[str, str], depth: int = 0) -> str:
    """Return a value with its variables replaced; of two colours, that of the day."""
    if "(" not in value or depth > 8:
        return value
    parts = []
    for token in tinycss2.parse_component_value_list(value):
        if token.type != "function" or token.lower_name not in {"var", "light-dark", "clamp"}:
            parts.append(token.serialize())
            continue
        arguments = [part.strip() for part in _split_arguments(token.arguments)]
        if token.lower_name == "var":
            chosen = variables.get(arguments[0], ", ".join(arguments[1:]))
        else:  # by day; on a wide page
            chosen = arguments[0] if token.lower_name == "light-dark" else arguments[-1]
        parts.append(_resolve(chosen, variables, depth + 1))
    return "".join(parts)


def _split_arguments(tokens: Iterable[Any]) -> list[str]:
    arguments = [""]
    for token in tokens:
        if token == ",":
            arguments.append("")
        else:
            arguments[-1] += token.serialize()
    return arguments


# -- the style sheet --------------------------------------------------------------------------------


@lru_cache(maxsize=2)
def _compile_sheet(path: Path) -> cssselect2.Matcher:
    matcher = cssselect2.Matcher()
    rules = tinycss2.parse_stylesheet(
        path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True
    )
    layers: dict[str, int] = {}
    for layer, rule in _list_rules(rules, "", layers):
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue  # of a browser
        rows = [(layer, name, value) for name, value in _list_declarations(rule)]
        for selector in selectors:
            if rows:
                matcher.add_selector(selector, rows)
    return matcher


def _list_rules(rules: Iterable[Any], layer: str, layers: dict[str, int]) -> Iterator[tuple[int, Any]]:
    """List the style rules of a wide page by day, each with the place of its layer; without one, the last."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield layers.get(layer, len(layers)), rule
        elif rule.type == "at-rule":
            condition = tinycss2.serialize(rule.prelude).strip()
            name = rule.lower_at_keyword
            if name == "layer":
                for part in condition.split(","):
                    layers.setdefault(part.strip(), len(layers))
            if rule.content is None or not _is_of_wide_page(name, condition):
                continue
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _list_rules(inner, condition if name == "layer" else layer, layers)


def _is_of_wide_page(name: str, condition: str) -> bool:
    if name == "media" and "print" in condition:
        return "not print" in condition
    if name in {"media", "container"}:
        return not _NARROW.search(condition)
    return name == "layer" or (name == "supports" and not condition.startswith("not"))


def _list_declarations(rule: Any) -> Iterator[tuple[str, str]]:
    """List the properties of a rule that drawings have, and variables, with their values."""
    for declared in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if declared.type != "declaration":
            continue
        value = str(tinycss2.serialize(declared.value)).strip()
        if declared.name == "font":
            yield from _list_font_properties(value)
        elif declared.name in _PROPERTIES or declared.name.startswith("--"):
            yield declared.name, value


def _list_font_properties(value: str) -> Iterator[tuple[str, str]]:
    if match := _FONT.fullmatch(value):
        for word in match["before"].split():
            if word != "normal":
                yield ("font-style" if word in {"italic", "oblique"} else "font-weight"), word
        yield "font-size", match["size"]
        yield "font-family", match["family"]
