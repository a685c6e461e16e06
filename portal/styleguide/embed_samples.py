"""Samples of the pages for frames of other sites."""

from types import SimpleNamespace

from cities.models import CityFigure
from portal.styleguide.components import Context
from portal.styleguide.samples import TextPair, make_sample, translate_pair

_BEFORE = 1_000


def build_figure_embed(name: TextPair, state: str = "") -> Context:
    """A figure of a place; `state`: "changed" or "corrected" since it was embedded, or "code" is shown."""
    figure = SimpleNamespace(
        entry=make_sample(CityFigure),
        subject=translate_pair(name),
        label=translate_pair(("Area", "面积")),
        before=make_sample(CityFigure, value=_BEFORE) if state in ("changed", "corrected") else None,
        is_corrected=state == "corrected",
        publishers="–",
    )
    return {"figure": figure, "page_url": "/en/", "own_url": "/en/", "with_code": state == "code"}


def build_failed_embed() -> Context:
    return {**build_figure_embed(("–", "–")), "problem": "version"}
