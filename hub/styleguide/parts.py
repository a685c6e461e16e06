"""How a part is put on the style guide: drawn by the template of the pages, set apart from its neighbours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from hub.styleguide.samples import PREFIX, SampleCitations
from records.translation import COLUMNS

#: Samples of what no template of the pages draws by itself: text, buttons, fields.
OWN = "hub/styleguide/"
_INCLUDED = re.compile(r'{% include "([^"]+)"')


@dataclass(frozen=True)
class State:
    """A template with what it is given: the part as it looks when something is so.

    `page`: the template is a whole page, of which the matter is shown. `is_code`: what it makes is read, not
    looked at. `is_wide`: it needs the whole row. `language`: in which it is drawn, if not in the reader's.
    """

    label: Any
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    page: bool = False
    is_code: bool = False
    is_wide: bool = False
    language: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the pages in its states. `key` is its place on the style guide."""

    key: str
    name: Any
    states: list[State]

    @property
    def templates(self) -> list[str]:
        """The templates of the pages that draw it, also those that one of the style guide's own includes."""
        named = (name for state in self.states for name in _of_pages(state.template))
        return list(dict.fromkeys(named))


def _of_pages(template: str) -> list[str]:
    if not template.startswith(OWN):
        return [template]
    return _INCLUDED.findall(get_template(template).template.source)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Group:
    """Parts that belong together."""

    key: str
    name: Any
    parts: list[Part]


@dataclass(frozen=True)
class Drawn:
    """A state with its HTML. `lang` is set where it is not in the language of the page."""

    key: str
    state: State
    html: SafeString
    lang: str


def drawn(part: Part, request: HttpRequest, shared: dict[str, Any]) -> list[Drawn]:
    """The states of a part, each with ids of its own. `shared` is what every page has in its context."""
    return [_drawn(part, number, request, shared) for number in range(len(part.states))]


def _drawn(part: Part, number: int, request: HttpRequest, shared: dict[str, Any]) -> Drawn:
    state, key = part.states[number], f"{part.key}-{number + 1}"
    language = state.language or get_language() or "en"
    with override(language):
        # A whole page has its own list of sources.
        own = {"citations": SampleCitations()} if state.page else {}
        html = render_to_string(state.template, {**shared, **own, **state.context}, request)
        name = f"{part.name}: {state.label}"
    matter = _matter(html) if state.page else _code(html) if state.is_code else html
    lang = "" if language == get_language() else COLUMNS[language.replace("-", "_")]
    return Drawn(key, state, mark_safe(apart(matter, part.key, key, name)), lang)


def _matter(html: str) -> str:
    """What stands in the `main` of a page."""
    return html[html.index(">", html.index("<main")) + 1 : html.index("</main>")]


def _code(html: str) -> str:
    lines = "\n".join(line.strip() for line in html.splitlines() if line.strip())
    return f'<div class="code"><pre tabindex="0"><code>{escape(lines)}</code></pre></div>'


# -- Many samples on one page ------------------------------------------------------------------------

_ID = re.compile(r'\sid="([^"]+)"')
_REFERENCE = re.compile(
    r"(\s(?:id|for|aria-labelledby|aria-describedby|data-chart|data-flow-table|data-lines|data-table|"
    r'data-copy-from)=")([^"]+)"'
)
_FRAGMENT = re.compile(r'(\shref="#)([^"]+)"')
_SOURCE = re.compile(r"sources|s\d+")
_NOWHERE = re.compile(rf'\shref="/[^"]*{PREFIX}[^"]*"')
_LANDMARK = re.compile(r"<(?:nav|form|section|aside)\b[^>]*>")
_HEADING = re.compile(r"<h([1-6])\b")
# The level of the first heading in a sample: the page is 1, its groups are 2 and its parts 3.
_TOP, _LOWEST = 4, 6


def apart(html: str, part: str, key: str, name: str) -> str:
    """A state of a part as a sample that can stand beside others, and looks as it does on its page.

    Its ids are its own, links to pages that do not exist lead to itself, its landmarks are named after it,
    and for assistive technology its headings come below that of the part.
    """
    ids = set(_ID.findall(html))

    def own(words: Iterable[str]) -> str:
        return " ".join(f"{key}-{word}" if word in ids else word for word in words)

    def place(id_: str) -> str:
        """A place of the sample, or a source of the style guide; what is neither is on another page."""
        return f"{key}-{id_}" if id_ in ids else id_ if _SOURCE.fullmatch(id_) else key

    html = _REFERENCE.sub(lambda found: f'{found[1]}{own(found[2].split())}"', html)
    html = _FRAGMENT.sub(lambda found: f'{found[1]}{place(found[2])}"', html)
    html = without_dead_links(html, key)
    html = _LANDMARK.sub(lambda found: _named(found[0], f"{part} {key}-name", name), html)
    levels = [int(level) for level in _HEADING.findall(html)]
    return _HEADING.sub(lambda found: f"{found[0]} {_level(int(found[1]) - min(levels))}", html)


def without_dead_links(html: str, key: str) -> str:
    """Links to the pages of samples, which do not exist, lead to the place with this id."""
    return _NOWHERE.sub(f' href="#{key}"', html)


def _named(tag: str, ids: str, name: str) -> str:
    tag = re.sub(r'(\saria-label="[^"]*)"', lambda found: f'{found[1]} ({escape(name)})"', tag)
    return re.sub(r'(\saria-labelledby="[^"]*)"', rf'\1 {ids}"', tag)


def _level(depth: int) -> str:
    return f'aria-level="{min(_TOP + depth, _LOWEST)}"'
