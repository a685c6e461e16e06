"""Finding a city by what somebody calls it."""

from django.db.models import Q, QuerySet

from cities.models import City
from records.translation import convert_to_simplified


def find_cities_by_name(text: str) -> QuerySet[City]:
    """Return the published cities with this slug or name, in any script, with or without 市."""
    name = convert_to_simplified(text.strip())
    names = Q(slug__iexact=name) | Q(name_en__iexact=name) | Q(name_zh_hans__in=[name, f"{name}市"])
    named = City.objects.filter(other_names__text__iexact=name).values("pk")
    cities = City.objects.published().filter(names | Q(pk__in=named))
    return cities.with_place().order_by("name_en", "pk")
