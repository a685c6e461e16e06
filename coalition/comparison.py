"""Rows of the comparison of cities: their networks and their exchanges."""

from django.utils.translation import gettext_lazy as _

from cities.comparison import build_family_condition, group_by_city
from cities.models import City
from coalition.models import ExchangeCity, Membership
from records.choices import Status
from records.comparison.rows import ComparedItem, ComparisonRow, RowGroup, build_row, register_comparison_rows
from records.texts.formats import format_date_range, join_label


@register_comparison_rows(City, order=50)
def list_membership_rows(cities: list[City]) -> list[ComparisonRow]:
    memberships = (
        Membership.objects.published()
        .filter(build_family_condition("city", cities), left="")
        .select_related("network", "city__parent")
        .order_by("network__short_name_en", "role", "pk")
    )
    cells = [
        [
            ComparedItem(
                join_label(row.network.short_name.plain, row.get_role_display()),
                row.get_absolute_url(),
                claim=row,
                note=row.city.name if row.city_id != city.pk else "",
            )
            for row in own
        ]
        for city, own in zip(cities, group_by_city(cities, memberships, lambda row: row.city), strict=True)
    ]
    return [build_row(RowGroup.PROGRAMMES, "memberships", _("Memberships"), cells)]


@register_comparison_rows(City, order=70)
def list_exchange_rows(cities: list[City]) -> list[ComparisonRow]:
    links = (
        ExchangeCity.objects.filter(build_family_condition("city", cities), exchange__status=Status.PUBLISHED)
        .select_related("exchange", "city__parent")
        .order_by("-exchange__starts", "exchange__slug", "position", "pk")
    )
    cells = [
        [
            ComparedItem(
                exchange.title,
                exchange.get_absolute_url(),
                claim=exchange,
                note=format_date_range(exchange.starts, exchange.ends),
            )
            for exchange in dict.fromkeys(link.exchange for link in own)
        ]
        for own in group_by_city(cities, links, lambda link: link.city)
    ]
    return [build_row(RowGroup.EXCHANGES, "exchanges", _("Exchanges"), cells)]
