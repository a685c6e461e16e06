"""The citation of each figure says who states it, in all languages and forms."""

import json
from datetime import date

import pytest
from django.utils.translation import override

from records.figures.citations import build_figure_citation
from records.figures.details import load_figure_details
from records.models import FigureEntry, Source
from records.texts.citation_formats import (
    CITATION_LANGUAGES,
    build_bibtex,
    build_csl_json,
    build_ris,
    escape_bibtex,
    format_cited_title,
)
from records.texts.formats import NOT_NAMED, format_publisher

pytestmark = pytest.mark.usefixtures("content", "db")


def list_names(sources: list[Source]) -> list[str]:
    """The publisher of each source, or its title, in the active language."""
    return [
        format_cited_title(source.title)
        if source.publisher == NOT_NAMED
        else format_publisher(source.publisher)
        for source in sources
    ]


def test_each_source_is_named_by_its_publisher_or_its_title() -> None:
    unnamed = 0
    for details in load_figure_details(list(FigureEntry.objects.all())):
        item = build_figure_citation(details, origin="https://hub.example", number=7, day=date(2026, 11, 26))
        unnamed += all(source.publisher == NOT_NAMED for source in details.sources)
        for language in CITATION_LANGUAGES:
            with override(language):
                names = list_names(details.sources)
            csl = json.dumps(build_csl_json(item, language), ensure_ascii=False)
            bibtex, ris = build_bibtex(item, language), build_ris(item, language)
            for name in names:
                assert name in item.sentences[language], item.identifier
                assert " ".join(name.split()) in ris, item.identifier
                assert json.dumps(" ".join(name.split()), ensure_ascii=False)[1:-1] in csl, item.identifier
                assert escape_bibtex(name) in bibtex, item.identifier
    assert unnamed > 50
