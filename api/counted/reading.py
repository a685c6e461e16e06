"""Queries of statistics."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from api.asking import Asked
from api.counted.asking import Question
from api.counted.shape import SHAPE, Told
from api.fields import ALL, LANGUAGES, Entry
from stats.declaring import HUB, YEAR, registered
from stats.models import Counting
from stats.naming import records_of
from stats.reading import Place, history_in_all, readings_in
from stats.scopes import Scope
from stats.tables import Table, tables_in


def told(wanted: Sequence[Place], question: Question, lang: str) -> list[Told]:
    """Load statistics with tables, states and history; scopes of unpublished records are omitted."""
    statistics = registered()
    slugs: dict[str, set[str]] = {}
    for place in wanted:
        if place.scope not in (HUB, YEAR):
            slugs.setdefault(place.scope, set()).add(place.slug)
    records = {kind: records_of(kind, names) for kind, names in slugs.items()}
    scopes = {
        place: Scope(place.scope, place.slug, records.get(place.scope, {}).get(place.slug))
        for place in wanted
        if place.scope in (HUB, YEAR) or place.slug in records[place.scope]
    }
    readings = readings_in(list(scopes), question.at)
    found = [(statistics[place.key], scope, readings[place]) for place, scope in scopes.items()]
    tables: dict[str, list[Table]] = {}
    for spoken in LANGUAGES if lang == ALL else (lang,):
        with override(spoken):
            tables[spoken] = tables_in(found)
    countings: dict[str, Counting] = {}
    if question.at is None:
        countings = {one.pk: one for one in Counting.objects.filter(pk__in={place.key for place in scopes})}
    earlier = history_in_all(list(scopes)) if question.earlier else {}
    return [
        Told(
            place,
            statistics[place.key],
            scope,
            {spoken: own[number] for spoken, own in tables.items()},
            countings.get(place.key),
            earlier.get(place) if question.earlier else None,
        )
        for number, (place, scope) in enumerate(scopes.items())
    ]


def present(one: Told, asked: Asked) -> dict[str, Any]:
    entry = Entry(one.place.key, {"told": one}, 0, None)
    return SHAPE.to_representation(entry, asked.context, asked.only)
