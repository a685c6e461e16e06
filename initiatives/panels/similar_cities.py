"""Similarities between cities: common rounds and programmes."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from cities.models import City
from cities.similar_cities import MAX_CANDIDATES, SharedFeature, register_similarity
from initiatives.models import Designation, ZeroWastePilot


@register_similarity(order=30)
def find_shared_rounds(city: City, family: QuerySet) -> Iterator[SharedFeature]:
    """Find pilots of the rounds in which the city is a pilot."""
    pilots = ZeroWastePilot.objects.published()
    rows = (
        pilots.filter(programme__in=pilots.filter(city=city).values("programme"))
        .exclude(city__in=family)
        .select_related("programme", "city__parent", "city__region")
        .order_by("named", "city__name_en", "pk")[:MAX_CANDIDATES]
    )
    for row in rows:
        yield SharedFeature(row.city, str(row.programme.name), row)


@register_similarity(order=35)
def find_shared_designations(city: City, family: QuerySet) -> Iterator[SharedFeature]:
    """Find cities that were designated, or whose parks were, by a programme of this city or its parks."""
    designations = Designation.objects.published()
    here = Q(city__in=family) | Q(park__city__in=family)
    rows = (
        designations.filter(programme__in=designations.filter(here).values("programme"))
        .exclude(here)
        .select_related(
            "programme", "city__parent", "city__region", "park__city__parent", "park__city__region"
        )
        .order_by("programme__name_en", "programme", "slug", "pk")[:MAX_CANDIDATES]
    )
    for row in rows:
        yield SharedFeature(row.city or row.park.city, str(row.programme.name), row)
