"""Draft sources that go public with a record that cites them, once an editor has agreed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from records.admin.problems import link_to_form
from records.admin.proposals.blocks import is_proposed
from records.choices import Operation, Status
from records.models import Record, Source
from records.permissions import may_perform
from records.publishing import Changes
from records.publishing.references import find_draft_sources
from records.publishing.validation import Problem

#: Field of a form: primary keys of the draft sources that are published with the record.
SOURCES_FIELD = "publish_sources"
_SLUG = re.compile("“(.+?)”")


@dataclass(frozen=True)
class DraftSources:
    """The draft sources for which a publication was refused."""

    #: Titles with links to their forms; the slug of a source that the same form adds.
    links: list[SafeString | str]
    #: What the form sends to agree.
    value: str
    is_permitted: bool
    is_chosen: bool

    @property
    def count(self) -> int:
        return len(self.links)


def take_draft_sources(
    request: HttpRequest, problems: Sequence[Problem]
) -> tuple[DraftSources | None, list[Problem]]:
    """Return the draft sources that problems are about, and the other problems."""
    keys: dict[int, str] = {}
    for problem in problems:
        if problem.other and problem.other[0] is Source and (slug := _SLUG.search(problem.message)):
            keys.setdefault(problem.other[1], slug[1])
    stored = {source.pk: source for source in Source.objects.filter(pk__in=keys)} if keys else {}
    # What the refused transaction itself had added isn't stored.
    asked = [pk for pk in keys if pk not in stored or stored[pk].status == Status.DRAFT]
    if not asked:
        return None, list(problems)
    links = [link_to_form(Source, pk, stored[pk].title) if pk in stored else keys[pk] for pk in asked]
    sources = DraftSources(
        links,
        ",".join(str(pk) for pk in asked if pk in stored),
        _may_publish_sources(request),
        SOURCES_FIELD in request.POST,
    )
    others = [
        problem
        for problem in problems
        if not (problem.other and problem.other[0] is Source and problem.other[1] in asked)
    ]
    return sources, others


def _may_publish_sources(request: HttpRequest) -> bool:
    operation = Operation.PROPOSE if is_proposed(request) else Operation.PUBLISH
    return may_perform(request.user, operation, Source)


def publish_chosen_sources(
    request: HttpRequest, changes: Changes, records: Sequence[Record], added: Sequence[Source] = ()
) -> list[Any]:
    """Publish the draft sources of these records to whose publication the editor has agreed.

    The sources that the same form has `added` need no other answer: the editor has just written them.
    """
    chosen = set(",".join(request.POST.getlist(SOURCES_FIELD)).split(","))
    if chosen == {""} and not added:
        return []
    may_publish = _may_publish_sources(request)
    sources = [
        source
        for source in find_draft_sources(records)
        if str(source.pk) in chosen or (may_publish and source in added)
    ]
    changes.publish(*sources)
    return sources
