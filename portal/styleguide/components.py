"""Components of pages with their states, and how the style guide renders them beside each other."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override, pgettext_lazy

from portal.styleguide.samples import PREFIX, SampleCitations
from records.translation import PAGE_TAGS

#: Labels of common states by the name that the catalogue uses.
LABELS = {
    "none": pgettext_lazy("style guide", "None"),
    "one": pgettext_lazy("style guide", "One"),
    "several": pgettext_lazy("style guide", "Several"),
    "many": pgettext_lazy("style guide", "Many"),
    "thousand": pgettext_lazy("style guide", "A thousand"),
    "missing": pgettext_lazy("style guide", "Missing"),
    "long": pgettext_lazy("style guide", "Long names"),
    "chinese": pgettext_lazy("style guide", "Chinese"),
    "error": pgettext_lazy("style guide", "Error"),
    "usual": pgettext_lazy("style guide", "Usual"),
}

#: Templates of what no template of the pages renders by itself: text, buttons, fields.
OWN = "portal/styleguide/parts/"
Context = dict[str, Any]
#: Label, template, and function that returns the context.
StateCase = tuple[Any, str, Callable[[], Context]]
_INCLUDED = re.compile(r'{% include "([^"]+)"')


@dataclass(frozen=True)
class Component:
    """A template of the pages with its states. `key` is its id on the page.

    A state is its label and the arguments with which `build` returns the context, in the language in which
    the state is rendered. The state number `chinese` is shown in Chinese too. `is_page`: the template is a
    whole page, of which `main` is shown. `is_code`: the HTML is shown as text. `others`: states with a
    template and build function of their own, which stand between the label and the arguments.
    """

    key: str
    name: Any
    template: str
    build: Callable[..., Context]
    states: list[tuple[Any, ...]]
    is_wide: bool = False
    is_page: bool = False
    is_code: bool = False
    chinese: int = 0
    others: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def cases(self) -> list[StateCase]:
        """Label, template and function that returns the context, of each state."""
        own = [(label, self.template, self.build, *values) for label, *values in self.states]
        states = [*own, *self.others, ("chinese", *own[self.chinese][1:])]
        return [(label, template, partial(build, *values)) for label, template, build, *values in states]

    @property
    def templates(self) -> list[str]:
        """The templates of the pages, also those that a template of the style guide includes."""
        names: dict[str, None] = {}
        for _label, template, _build in self.cases:
            source = get_template(template).template.source  # type: ignore[attr-defined]
            names |= dict.fromkeys(_INCLUDED.findall(source) if template.startswith(OWN) else [template])
        return list(names)


@dataclass(frozen=True)
class ComponentGroup:
    key: str
    name: Any
    components: list[Component]


@dataclass(frozen=True)
class RenderedState:
    """`lang` is set where it isn't the language of the page."""

    key: str
    label: Any
    is_wide: bool
    html: SafeString
    lang: str


def render_states(part: Component, request: HttpRequest, shared: Context) -> list[RenderedState]:
    """The states of a component, each with its own ids. `shared` is added to each context."""
    return [_render_state(part, number, request, shared) for number in range(len(part.cases))]


def _render_state(part: Component, number: int, request: HttpRequest, shared: Context) -> RenderedState:
    state, template, build = part.cases[number]
    key, label = f"{part.key}-{number + 1}", LABELS.get(state, state)
    with override("zh-hans" if state == "chinese" else get_language() or "en"):
        language = str(get_language())
        # A whole page has its own list of sources.
        own = {"citations": SampleCitations()} if part.is_page else {}
        html: str = render_to_string(template, {**shared, **own, **build()}, request)
        name = f"{part.name}: {label}"
    if part.is_page:
        html = html[html.index(">", html.index("<main")) + 1 : html.index("</main>")]
    elif part.is_code and template == part.template:
        lines = "\n".join(line.strip() for line in html.splitlines() if line.strip())
        html = f'<div class="code"><pre tabindex="0"><code>{escape(lines)}</code></pre></div>'
    lang = "" if language == get_language() else PAGE_TAGS[language]
    is_wide = part.is_wide or part.is_page or state in ("many", "thousand")
    return RenderedState(key, label, is_wide, mark_safe(rewrite_sample(html, part.key, key, name)), lang)


_ID = re.compile(r'\sid="([^"]+)"')
_REFERENCE = re.compile(
    r"(\s(?:id|for|aria-labelledby|aria-describedby|data-chart|data-flow-table|data-row|"
    r'data-copy-from)=")([^"]+)"'
)
_FRAGMENT = re.compile(r'(\shref="#)([^"]+)"')
_SOURCE = re.compile(r"sources|s\d+")
_DEAD_LINK = re.compile(rf'\shref="/[^"]*{PREFIX}[^"]*"')
_LANDMARK = re.compile(r"<(?:nav|form|section|aside)\b[^>]*>")
_HEADING = re.compile(r"<h([1-6])\b")
# The level of the first heading in a sample: the page is 1, its groups are 2 and its components 3.
_TOP, _LOWEST = 4, 6


def rewrite_sample(html: str, part: str, key: str, name: str) -> str:
    """The HTML of a state so that it can be beside others and looks as on its page.

    Ids get the prefix `key`, links to pages that don't exist lead to the sample, landmarks are named after
    it, and for assistive technology its headings are below that of the component.
    """
    ids = set(_ID.findall(html))

    def prefix_all(words: Iterable[str]) -> str:
        return " ".join(f"{key}-{word}" if word in ids else word for word in words)

    def find_target(id_: str) -> str:
        """An id of the sample, or a source of the style guide; anything else is on another page."""
        return f"{key}-{id_}" if id_ in ids else id_ if _SOURCE.fullmatch(id_) else key

    html = _REFERENCE.sub(lambda match: f'{match[1]}{prefix_all(match[2].split())}"', html)
    html = _FRAGMENT.sub(lambda match: f'{match[1]}{find_target(match[2])}"', html)
    html = replace_dead_links(html, key)
    html = _LANDMARK.sub(lambda match: _add_landmark_name(match[0], f"{part} {key}-name", name), html)
    top = min((int(level) for level in _HEADING.findall(html)), default=1)
    return _HEADING.sub(
        lambda match: f'{match[0]} aria-level="{min(_TOP + int(match[1]) - top, _LOWEST)}"', html
    )


def replace_dead_links(html: str, key: str) -> str:
    """Links to the pages of samples, which don't exist, lead to the element with this id."""
    return _DEAD_LINK.sub(f' href="#{key}"', html)


def _add_landmark_name(tag: str, ids: str, name: str) -> str:
    tag = re.sub(r'(\saria-label="[^"]*)"', lambda match: f'{match[1]} ({escape(name)})"', tag)
    return re.sub(r'(\saria-labelledby="[^"]*)"', rf'\1 {ids}"', tag)
