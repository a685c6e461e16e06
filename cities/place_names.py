"""Finding a city by what somebody calls it, and telling cities of one name apart."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cities.models import City
from records.texts.same_names import mark_same_names
from records.texts.translation import convert_to_simplified


def find_cities_by_name(text: str) -> QuerySet[City]:
    """Return the published cities with this slug or name, in any script, with or without 市."""
    name = convert_to_simplified(text.strip())
    names = Q(slug__iexact=name) | Q(name_en__iexact=name) | Q(name_zh_hans__in=[name, f"{name}市"])
    named = City.objects.filter(other_names__text__iexact=name).values("pk")
    cities = City.objects.published().filter(names | Q(pk__in=named))
    return cities.with_place().order_by("name_en", "pk")


def mark_same_cities(cities: Iterable[City | None]) -> None:
    """Let the names of cities that are shown together end with the region where several have the same.

    Their parents and regions must be loaded. None stands for the place of a record without a city.
    """
    known = [city for city in cities if city]
    mark_same_names(known, _get_name, lambda city: city.region.name)


def _get_name(city: City) -> tuple[str, str]:
    return str(city.parent.name) if city.parent else "", str(city.name)
