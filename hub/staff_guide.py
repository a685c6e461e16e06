"""The guide for staff: docs/editing.md and its Chinese version as a page of the admin, with pictures."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from markdown_it import MarkdownIt

from records.texts.translation import convert_to_traditional

_DOCS = Path(settings.BASE_DIR) / "docs"
_PICTURES = _DOCS / "guide"
#: Language of the admin -> file. Traditional Chinese is converted.
_FILES = {"en": "editing.md", "zh-hans": "editing.zh-hans.md", "zh-hant": "editing.zh-hans.md"}


@dataclass(frozen=True)
class Guide:
    """The text as HTML without its title, and its sections: anchor and heading."""

    title: str
    body: SafeString
    sections: tuple[tuple[str, str], ...]


@cache
def read_guide(language: str) -> Guide:
    """Return the guide. Sections have the anchors of the English headings in every language."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(_read_text(language))
    anchors = iter(list_anchors())
    sections = []
    for token, content in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", next(anchors))
            sections.append((str(token.attrGet("id")), content.content))
        for part in token.children or ():
            if part.type == "image":  # beside the page, as beside the file
                part.attrSet("src", str(part.attrGet("src")).removeprefix(f"{_PICTURES.name}/"))
    # The title is that of the page. The renderer escapes what the text holds.
    body = mark_safe(parser.renderer.render(tokens[3:], parser.options, {}))
    return Guide(tokens[1].content, body, tuple(sections))


def _read_text(language: str) -> str:
    text = (_DOCS / _FILES.get(language, _FILES["en"])).read_text(encoding="utf-8")
    return convert_to_traditional(text) if language == "zh-hant" else text


@cache
def list_anchors() -> tuple[str, ...]:
    """Return the anchors of the sections, from the English headings."""
    lines = _read_text("en").splitlines()
    return tuple(slugify(line.removeprefix("## ")) for line in lines if line.startswith("## "))


def build_guide_context() -> dict[str, Any]:
    guide = read_guide(get_language() or "en")
    return {"title": guide.title, "guide": guide}


def open_picture(_request: HttpRequest, name: str) -> FileResponse:
    """Answer with a picture of the guide."""
    if name not in {path.name for path in _PICTURES.glob("*.webp")}:
        raise Http404
    return FileResponse((_PICTURES / name).open("rb"), content_type="image/webp")
