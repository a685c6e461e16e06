"""Filter sets of regions, cities and indicators."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.choices import CityKind, Obligation, Topic
from cities.models import City, Indicator, Region
from records.choices import WasteArea
from records.filters import CodesFilter, FacetedFilterSet, TotalOrdering
from records.models import Theme


def _get_theme_choices() -> list[tuple[str, str]]:
    return [(theme.slug, theme.name.plain) for theme in Theme.objects.published()]


class ProfileFilter(CodesFilter):
    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if len(value) != 1:
            return qs
        profiled = City.objects.with_profile().values("pk")
        return qs.filter(pk__in=profiled) if value == ["yes"] else qs.exclude(pk__in=profiled)

    def counts(self, qs: QuerySet) -> dict[str, int]:
        profiled = Q(pk__in=City.objects.with_profile().values("pk"))
        counts = qs.order_by().aggregate(
            all=Count("pk", distinct=True), yes=Count("pk", filter=profiled, distinct=True)
        )
        return {"yes": counts["yes"], "no": counts["all"] - counts["yes"]}


class CountryFilter(CodesFilter):
    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if len(value) != 1:
            return qs
        return qs.filter(country="CN") if value == ["china"] else qs.exclude(country="CN")

    def counts(self, qs: QuerySet) -> dict[str, int]:
        countries = list(qs.order_by().values_list("country", flat=True))
        return {"china": countries.count("CN"), "abroad": len(countries) - countries.count("CN")}


class RegionFilter(FacetedFilterSet):
    """All regions are on one page, so there is nothing to filter."""

    class Meta:
        model = Region
        fields: list[str] = []


class CityFilter(FacetedFilterSet):
    theme = CodesFilter("profile__theme__slug", choices=_get_theme_choices, label=_("Theme"))
    kind = CodesFilter("kind", choices=CityKind.choices, label=_("Type of place"))
    country = CountryFilter(
        "country",
        choices=[("china", pgettext_lazy("place", "In China")), ("abroad", pgettext_lazy("place", "Abroad"))],
        label=_("Country"),
    )
    profile = ProfileFilter(
        "summary_en",
        choices=[("yes", _("With a full profile")), ("no", _("Basic data only"))],
        label=_("Profile"),
    )
    sort = TotalOrdering(
        fields=[("name_en", "name"), ("region__name_en", "region")],
        label=_("Sort"),
    )
    sort_labels = {"name": _("Name"), "region": _("Region")}
    default_sort_label = _("Most complete")

    class Meta:
        model = City
        fields: list[str] = []


class IndicatorFilter(FacetedFilterSet):
    waste_area = CodesFilter("waste_area", choices=WasteArea.choices, label=_("Waste area"))
    topic = CodesFilter("topic", choices=Topic.choices, label=_("Topic"))
    obligation = CodesFilter("obligation", choices=Obligation.choices, label=_("Mandatory or optional"))
    sort = TotalOrdering(fields=[("name_en", "name")], label=_("Sort"))

    class Meta:
        model = Indicator
        fields: list[str] = []
