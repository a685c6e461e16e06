"""The components of pages with their states, and how the style guide renders them beside each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

import portal.styleguide.home_contexts
import portal.styleguide.waste_contexts  # noqa: F401  (it registers its contexts)
from portal.styleguide.contexts import build_context
from portal.styleguide.samples import CATALOGUE, PREFIX, Context
from records.texts.links import build_language_links
from records.texts.translation import PAGE_TAGS

#: Folders of templates that are small enough to stand beside each other, and what is as wide as the page.
_SMALL = ("includes/", "portal/styleguide/parts/", "coalition/includes/")
_WIDE = {"includes/footer.html", "includes/masthead.html"}


@dataclass(frozen=True)
class RenderedState:
    """`lang` is set where it isn't the language of the page."""

    key: str
    label: str
    is_wide: bool
    html: SafeString
    lang: str


@dataclass(frozen=True)
class RenderedComponent:
    """A template of the pages in its states. `key` is its id on the page."""

    template: str
    key: str
    states: list[RenderedState]


def render_components(request: HttpRequest) -> list[RenderedComponent]:
    """All components of `samples.yaml`."""
    return [_render(template, request) for template in CATALOGUE]


def _render(template: str, request: HttpRequest) -> RenderedComponent:
    """Each of its states, and the first one in Chinese."""
    states = [(state, values) for names, values in CATALOGUE[template].items() for state in names.split()]
    key = re.sub(r"[/_]", "-", template.removesuffix(".html"))
    rendered = [
        _render_state(template, f"{key}-{number}", state, values, request)
        for number, (state, values) in enumerate([*states, ("chinese", states[0][1])], start=1)
    ]
    return RenderedComponent(template, key, rendered)


def _render_state(
    template: str, key: str, state: str, values: Context, request: HttpRequest
) -> RenderedState:
    with override("zh-hans" if state == "chinese" else get_language() or "en"):
        language = str(get_language())
        context = {"languages": build_language_links(request), **build_context(template, state, values)}
        html: str = render_to_string(template, context, request)
    if "<main" in html:
        html = html[html.index(">", html.index("<main")) + 1 : html.index("</main>")]
    is_wide = state == "many" or template in _WIDE or not template.startswith(_SMALL)
    lang = "" if language == get_language() else PAGE_TAGS[language]
    name, part = f"{template}: {state}", key.rpartition("-")[0]
    return RenderedState(key, state, is_wide, mark_safe(rewrite_sample(html, part, key, name)), lang)


_ID = re.compile(r'\sid="([^"]+)"')
_REFERENCE = re.compile(
    r"(\s(?:id|for|aria-labelledby|aria-describedby|data-chart|data-flow-table|data-row|"
    r'data-copy-from)=")([^"]+)"'
)
_FRAGMENT = re.compile(r'(\shref="#)([^"]+)"')
_DEAD_LINK = re.compile(rf'\shref="/[^"]*{PREFIX}[^"]*"')
_LANDMARK = re.compile(r"<(?:nav|form|section|aside)\b[^>]*>")
_LABELLED_BY, _LABEL = re.compile(r'(\saria-labelledby="[^"]*)"'), re.compile(r'(\saria-label="[^"]*)"')
_HEADING = re.compile(r"<h([1-6])\b")
# The level of the first heading in a sample: the page is 1, its components are 2.
_TOP, _LOWEST = 3, 6


def rewrite_sample(html: str, part: str, key: str, name: str) -> str:
    """The HTML of a state so that it can be beside others and looks as on its page.

    Ids get the prefix `key`, links to pages that don't exist lead to the sample, landmarks are named after
    it, and for assistive technology its headings are below that of the component.
    """
    ids = set(_ID.findall(html))

    def prefix_all(words: Iterable[str]) -> str:
        return " ".join(f"{key}-{word}" if word in ids else word for word in words)

    def name_landmark(match: re.Match[str]) -> str:
        tag = _LABEL.sub(lambda label: f'{label[1]} ({escape(name)})"', match[0])
        return _LABELLED_BY.sub(rf'\1 {part} {key}-name"', tag)

    html = _REFERENCE.sub(lambda match: f'{match[1]}{prefix_all(match[2].split())}"', html)
    html = _FRAGMENT.sub(lambda match: f'{match[1]}{key}{f"-{match[2]}" if match[2] in ids else ""}"', html)
    html = _DEAD_LINK.sub(f' href="#{key}"', html)
    html = _LANDMARK.sub(name_landmark, html)
    top = min((int(level) for level in _HEADING.findall(html)), default=1)
    return _HEADING.sub(
        lambda match: f'{match[0]} aria-level="{min(_TOP + int(match[1]) - top, _LOWEST)}"', html
    )
