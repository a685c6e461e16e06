"""The rows that lists, the Coalition's page and panels share."""

from django.db.models import Prefetch, QuerySet

from cities.models import City
from coalition.models import Event, Exchange, ExchangeCity


def exchange_rows() -> QuerySet:
    """Published exchanges, newest first, with the theme and the cities that a row names."""
    return (
        Exchange.objects.published()
        .select_related("theme")
        .prefetch_related(Prefetch("cities", ExchangeCity.objects.select_related("city__parent")))
        .order_by("-starts", "slug", "pk")
    )


def event_rows() -> QuerySet:
    """Published events, newest first, with the cities that a row names."""
    return (
        Event.objects.published()
        .prefetch_related(Prefetch("cities", City.objects.select_related("parent")))
        .order_by("-date", "slug", "pk")
    )
