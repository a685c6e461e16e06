"""Filter sets of exchanges, events and programmes."""

from django.utils.translation import gettext_lazy as _

from cities.filters import HasCityFilter, build_region_choices
from coalition.choices import ExchangeKind, ExchangeRole, ProgrammeKind
from coalition.models import Event, Exchange, ExchangeCity, Programme
from records.choices import SourceType
from records.filters import (
    CodesFilter,
    FacetedFilterSet,
    RelatedCodesFilter,
    TextSearchFilter,
    TotalOrdering,
    YearFilter,
    build_year_choices,
)
from records.models import Theme


def list_exchange_theme_choices() -> list[tuple[str, str]]:
    return [(theme.slug, theme.name.plain) for theme in Theme.objects.published()]


def _list_exchange_programme_choices() -> list[tuple[str, str]]:
    programmes = Programme.objects.published().filter(
        pk__in=Exchange.objects.published().order_by().values("programme")
    )
    return [(programme.slug, programme.name.plain) for programme in programmes]


#: The cities of published exchanges.
_EXCHANGE_CITIES = ExchangeCity.objects.filter(exchange__in=Exchange.objects.published())


class ExchangeFilter(FacetedFilterSet):
    q = TextSearchFilter("title", "lede", label=_("Title or words"))
    kind = CodesFilter("kind", choices=ExchangeKind.choices, label=_("Type"))
    theme = CodesFilter("theme__slug", choices=list_exchange_theme_choices, label=_("Theme"))
    region = RelatedCodesFilter(
        "city__region__slug",
        rows=_EXCHANGE_CITIES,
        owner="exchange",
        choices=build_region_choices(_EXCHANGE_CITIES, "city__region"),
        page_only=True,
        label=_("Region"),
    )
    programme = CodesFilter(
        "programme__slug", choices=_list_exchange_programme_choices, page_only=True, label=_("Programme")
    )
    role = CodesFilter("cities__role", choices=ExchangeRole.choices, label=_("City’s role"))
    year = YearFilter("starts", choices=build_year_choices(Exchange, "starts"), label=_("Start year"))
    source_type = CodesFilter(
        "source_type", choices=SourceType.choices, page_only=True, label=_("Source type")
    )
    sort = TotalOrdering(fields=[("title_en", "title"), ("theme__name_en", "theme")], label=_("Sort"))
    sort_labels = {"title": _("Title"), "theme": _("Theme")}
    default_sort_label = _("Newest first")

    class Meta:
        model = Exchange
        fields: list[str] = []


class EventFilter(FacetedFilterSet):
    year = YearFilter("date", choices=build_year_choices(Event, "date"), label=_("Year"))
    has_city = HasCityFilter(
        "cities",
        choices=[("true", _("With a named city")), ("false", _("Without a named city"))],
        label=_("City"),
    )

    class Meta:
        model = Event
        fields: list[str] = []


class ProgrammeFilter(FacetedFilterSet):
    kind = CodesFilter("kind", choices=ProgrammeKind.choices, label=_("Type"))
    sort = TotalOrdering(fields=[("name_en", "name")], label=_("Sort"))

    class Meta:
        model = Programme
        fields: list[str] = []
