"""Template tags of the Coalition pages."""

from typing import Any

from django import template

from cities.models import City
from coalition.choices import ExchangeRole

register = template.Library()


@register.inclusion_tag("coalition/includes/pair.html")
def pair(exchange: Any, countries: bool = False) -> dict[str, Any]:
    """Show the `links` of an exchange by role, with the countries of the cities if `countries` is true."""
    by_role: dict[str, list[City]] = {role: [] for role in ("", ExchangeRole.LEARNER, ExchangeRole.HOST)}
    for link in exchange.links:
        by_role.get(link.role, by_role[""]).append(link.city)
    return {
        "learners": by_role[ExchangeRole.LEARNER],
        "hosts": by_role[ExchangeRole.HOST],
        "peers": by_role[""],
        "countries": countries,
    }
