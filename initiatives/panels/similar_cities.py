"""Similarities between cities: common rounds and programmes."""

from collections.abc import Iterator

from django.db.models import QuerySet

from cities.models import City
from cities.similar_cities import SharedFeature, register_similarity
from initiatives.panels.parks import fetch_designations
from initiatives.panels.pilots import fetch_pilots


@register_similarity(order=30)
def find_shared_rounds(city: City, family: QuerySet) -> Iterator[SharedFeature]:
    """Find pilots of the rounds in which the city is a pilot."""
    for row in fetch_pilots(city).shared:
        yield SharedFeature(row.city, str(row.programme.name), row)


@register_similarity(order=35)
def find_shared_designations(city: City, family: QuerySet) -> Iterator[SharedFeature]:
    """Find cities that were designated, or whose parks were, by a programme of this city or its parks."""
    rows = fetch_designations(city).shared
    for row in sorted(rows, key=lambda row: (row.programme.name_en, row.programme_id, row.slug)):
        yield SharedFeature(row.city or row.park.city, str(row.programme.name), row)
