"""What a proposal was made for: apps above keep it, and the page of the proposal names it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules

from records.models import Proposal


@dataclass(frozen=True)
class OccasionLink:
    """A text and where it leads; `url` is empty for an account that may not see it."""

    text: Any
    url: str = ""


@dataclass(frozen=True)
class Occasion:
    """A kind of occasion. `keep` gets the request of the form that made a proposal, in its transaction."""

    keep: Callable[[HttpRequest, Proposal], None]
    list_links: Callable[[HttpRequest, Proposal], Iterable[OccasionLink]]


_occasions: list[Occasion] = []


def register_occasion(occasion: Occasion) -> None:
    """Add a kind of occasion. Apps do this in their `proposal_occasions.py`."""
    _occasions.append(occasion)


@cache
def _load_occasions() -> list[Occasion]:
    autodiscover_modules("proposal_occasions")
    return _occasions


def record_occasion(request: HttpRequest, proposal: Proposal) -> None:
    """Let apps keep what a form has made a proposal for."""
    for occasion in _load_occasions():
        occasion.keep(request, proposal)


def list_occasions(request: HttpRequest, proposal: Proposal) -> list[OccasionLink]:
    """Return what a proposal was made for."""
    return [link for occasion in _load_occasions() for link in occasion.list_links(request, proposal)]
