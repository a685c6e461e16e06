"""Filter sets of exchanges, events and programmes."""

from collections.abc import Callable

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from coalition.choices import ExchangeKind, ExchangeRole, ProgrammeKind
from coalition.models import Event, Exchange, Programme
from records.filters import CodesFilter, FacetedFilterSet, TotalOrdering
from records.formats import format_stated_date
from records.models import Record, Theme

_UNDATED = "undated"


def list_exchange_theme_choices() -> list[tuple[str, str]]:
    return [(theme.slug, theme.name.plain) for theme in Theme.objects.published()]


def build_year_choices(model: type[Record], field: str) -> Callable[[], list[tuple[str, str]]]:
    """Return a callable that lists the years of published records, newest first, then "not recorded"."""

    def choices() -> list[tuple[str, str]]:
        dates = model.objects.published().annotate(stated_year=Substr(field, 1, 4))
        years = dates.order_by("-stated_year").values_list("stated_year", flat=True).distinct()
        return [(year or _UNDATED, format_stated_date(year) or str(_("Date not known"))) for year in years]

    return choices


class YearFilter(CodesFilter):
    """Filter by the year of a `StatedDateField`."""

    def condition(self, code: str) -> Q:
        return Q(**{self.field_name: ""} if code == _UNDATED else {f"{self.field_name}__startswith": code})

    def counts(self, qs: QuerySet) -> dict[str, int]:
        dates = qs.order_by().annotate(stated_year=Substr(self.field_name, 1, 4))
        rows = dates.values_list("stated_year").annotate(rows=Count("pk", distinct=True))
        return {year or _UNDATED: count for year, count in rows}


class CityNamedFilter(CodesFilter):
    """Filter by whether a record is related to any city."""

    def condition(self, code: str) -> Q:
        return Q(**{f"{self.field_name}__isnull": code == "no"})

    def counts(self, qs: QuerySet) -> dict[str, int]:
        named = Q(**{f"{self.field_name}__isnull": False})
        totals = qs.order_by().aggregate(
            every=Count("pk", distinct=True), yes=Count("pk", distinct=True, filter=named)
        )
        return {"yes": totals["yes"], "no": totals["every"] - totals["yes"]}


class ExchangeFilter(FacetedFilterSet):
    kind = CodesFilter("kind", choices=ExchangeKind.choices, label=_("Type"))
    theme = CodesFilter("theme__slug", choices=list_exchange_theme_choices, label=_("Theme"))
    role = CodesFilter("cities__role", choices=ExchangeRole.choices, label=_("City’s role"))
    year = YearFilter("starts", choices=build_year_choices(Exchange, "starts"), label=_("Start year"))
    sort = TotalOrdering(fields=[("title_en", "title"), ("theme__name_en", "theme")], label=_("Sort"))
    sort_labels = {"title": _("Title"), "theme": _("Theme")}
    default_sort_label = _("Newest first")

    class Meta:
        model = Exchange
        fields: list[str] = []


class EventFilter(FacetedFilterSet):
    year = YearFilter("date", choices=build_year_choices(Event, "date"), label=_("Year"))
    names_city = CityNamedFilter(
        "cities",
        choices=[("yes", _("With a named city")), ("no", _("Without a named city"))],
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
