"""Citations as data: sentences, BibTeX, RIS and CSL-JSON."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from records.texts.formats import describe_copies, format_publisher, is_chinese
from records.texts.translation import COLUMNS, strip_direction_controls

#: Language code -> BCP 47 tag of the languages in which citations are written.
CITATION_LANGUAGES = {column.replace("_", "-"): tag for column, tag in COLUMNS.items()}


@dataclass(frozen=True)
class CitedSource:
    """A source in a citation. `publisher` is empty if the source names none.

    `has_own_title`: the title is as published. `copies`, `read_on`: as those of a source.
    """

    publisher: str
    title: str
    has_own_title: bool = True
    copies: Sequence[Mapping[str, str]] = ()
    read_on: str = ""

    def describe(self) -> str:
        """Return publisher, title and the copies that were read, in the active language."""
        before, after, separator = ("《", "》", "：") if is_chinese() else ("“", "”", ", ")
        title = format_cited_title(self.title)
        if title and self.has_own_title:
            title = f"{before}{title}{after}"
        publisher = format_publisher(self.publisher) if self.publisher else ""
        text = separator.join(part for part in (publisher, title) if part)
        copies = describe_copies(self)
        if not copies:
            return text
        return f"{text}（{copies}）" if is_chinese() else f"{text} ({copies})"


_INNER_MARKS = str.maketrans("《》", "〈〉")


def format_cited_title(title: str) -> str:
    """Return a title as it stands in a citation in the active language, without double marks in it."""
    return title.translate(_INNER_MARKS) if is_chinese() else title


@dataclass(frozen=True)
class CitableItem:
    """What a citation says of a figure or a value of a statistic.

    - `identifier`: unique with `version`.
    - `titles`, `sentences`: by language code; a sentence is the whole citation.
    - `sources`: none for what this site has calculated.
    - `addresses`: those of its page, by language code; absolute.
    - `version`: the content version; `day`: its date.
    """

    identifier: str
    titles: Mapping[str, str]
    sentences: Mapping[str, str]
    sources: Sequence[CitedSource]
    addresses: Mapping[str, str]
    version: int
    day: Day

    @property
    def key(self) -> str:
        """The key in reference managers, of letters, digits, dots and hyphens."""
        return re.sub(r"[^A-Za-z0-9.]+", "-", f"china-hub-{self.identifier}-{self.version}")


def serialize_citation(item: CitableItem, language: str = "en") -> dict[str, Any]:
    """Return a citation in all forms: the sentences by BCP 47 tag, the other forms in one language."""
    return {
        "sentence": {CITATION_LANGUAGES[code]: sentence for code, sentence in item.sentences.items()},
        "bibtex": build_bibtex(item, language),
        "ris": build_ris(item, language),
        "csl_json": build_csl_json(item, language),
    }


def join_sources(sources: Sequence[CitedSource]) -> str:
    """Join publishers and titles, each once, in the active language. They may contain commas."""
    return choose_publisher_separator().join(
        dict.fromkeys(filter(None, (source.describe() for source in sources)))
    )


def choose_publisher_separator() -> str:
    """Return what stands between publishers in the active language."""
    return "；" if is_chinese() else "; "


def _clean_line(text: str) -> str:
    """Return a text in one line, without control characters."""
    line = " ".join(strip_direction_controls(text).split())
    return "".join(character for character in line if unicodedata.category(character) != "Cc")


def _get_names(language: str) -> tuple[str, str]:
    """Return the name of the author and of the site."""
    with override(language):
        return _("ICLEI East Asia"), _("China Hub")


def _build_note(item: CitableItem, language: str) -> str:
    with override(language):
        sources = join_sources(item.sources)
        return _("Source: %(sources)s") % {"sources": sources} if sources else ""


# -- BibTeX -----------------------------------------------------------------------------------------

# Braces are written as commands: BibTeX counts them even after a backslash.
_BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


def escape_bibtex(text: str) -> str:
    """Escape a text for a field of BibTeX, in one line. Chinese stays as it is, in UTF-8."""
    return "".join(_BIBTEX_ESCAPES.get(character, character) for character in _clean_line(text))


def build_bibtex(item: CitableItem, language: str = "en") -> str:
    """Return an entry of the type `misc`. The names of author and title are kept as they are written."""
    author, site = _get_names(language)
    fields = {
        "author": f"{{{escape_bibtex(author)}}}",
        "title": f"{{{escape_bibtex(item.titles[language])}}}",
        "howpublished": escape_bibtex(site),
        "year": str(item.day.year),
        "date": item.day.isoformat(),
        "version": str(item.version),
        "note": escape_bibtex(_build_note(item, language)),
        # Read verbatim, so it isn't escaped.
        "url": re.sub(r"[\s{}\\]", "", item.addresses[language]),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{item.key},\n{''.join(lines)}}}\n"


# -- RIS --------------------------------------------------------------------------------------------


def build_ris(item: CitableItem, language: str = "en") -> str:
    """Return a record of the type `DATA`. Each field is one line; lines end in CR LF."""
    author, site = _get_names(language)
    fields = {
        "TY": "DATA",
        "ID": item.key,
        "AU": author,
        "TI": item.titles[language],
        "PY": str(item.day.year),
        "DA": f"{item.day:%Y/%m/%d}",
        "DB": site,
        "ET": str(item.version),
        "LA": CITATION_LANGUAGES[language],
        "N1": _build_note(item, language),
        "UR": item.addresses[language],
    }
    lines = [f"{tag}  - {_clean_line(value)}" for tag, value in fields.items() if value]
    return "\r\n".join([*lines, "ER  - ", ""])


# -- CSL-JSON ---------------------------------------------------------------------------------------


def build_csl_json(item: CitableItem, language: str = "en") -> dict[str, Any]:
    """Return an item of the type `dataset`."""
    author, site = _get_names(language)
    note = _build_note(item, language)
    return {
        "id": item.key,
        "type": "dataset",
        "title": _clean_line(item.titles[language]),
        "author": [{"literal": author}],
        "container-title": site,
        "publisher": author,
        "issued": {"date-parts": [[item.day.year, item.day.month, item.day.day]]},
        "version": str(item.version),
        "language": CITATION_LANGUAGES[language],
        "URL": item.addresses[language],
        **({"note": _clean_line(note)} if note else {}),
    }
