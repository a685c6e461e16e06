"""Filter set of industrial parks."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import Region
from coalition.models import Programme
from initiatives.choices import ParkKind, ParkLevel
from initiatives.models import Designation, IndustrialPark
from records.filters import CodesFilter, FacetedFilterSet, TotalOrdering

_NOT_RECORDED = "not_recorded"


def list_park_region_choices() -> list[tuple[str, str]]:
    regions = Region.objects.published().filter(cities__parks__in=IndustrialPark.objects.published())
    return [(region.slug, region.name.plain) for region in regions.distinct()]


def list_designating_programme_choices() -> list[tuple[str, str]]:
    programmes = Programme.objects.published().filter(
        designations__in=Designation.objects.published().filter(park__isnull=False)
    )
    return [(programme.slug, programme.name.plain) for programme in programmes.distinct()]


class SymbiosisFilter(CodesFilter):
    """Filter by whether a park applies industrial symbiosis: yes, no, or not recorded."""

    answers = {True: "yes", False: "no", None: _NOT_RECORDED}

    def condition(self, code: str) -> Q:
        if code == _NOT_RECORDED:
            return Q(applies_symbiosis__isnull=True)
        return Q(applies_symbiosis=code == "yes")

    def counts(self, qs: QuerySet) -> dict[str, int]:
        rows = qs.order_by().values_list(self.field_name).annotate(rows=Count("pk", distinct=True))
        return {self.answers[answer]: count for answer, count in rows}


class DesignatingProgrammeFilter(CodesFilter):
    """Filter by the programmes that designate a park. Only published designations count."""

    def condition(self, code: str) -> Q:
        return Q(designations__in=Designation.objects.published().filter(programme__slug=code))

    def counts(self, qs: QuerySet) -> dict[str, int]:
        named = Designation.objects.published().filter(park__in=qs.order_by().values("pk"))
        rows = named.order_by().values_list("programme__slug").annotate(rows=Count("park", distinct=True))
        return dict(rows)


class ParkFilter(FacetedFilterSet):
    level = CodesFilter(
        "level",
        choices=[*ParkLevel.choices, (_NOT_RECORDED, _("Not known"))],
        unknown=_NOT_RECORDED,
        label=_("Level"),
    )
    kind = CodesFilter("kind", choices=ParkKind.choices, label=_("Type"))
    symbiosis = SymbiosisFilter(
        "applies_symbiosis",
        choices=[
            ("yes", pgettext_lazy("answer", "Yes")),
            ("no", pgettext_lazy("answer", "No")),
            (_NOT_RECORDED, _("Not known")),
        ],
        label=_("Applies industrial symbiosis"),
    )
    programme = DesignatingProgrammeFilter(
        "designations", choices=list_designating_programme_choices, label=_("Selected by")
    )
    region = CodesFilter("city__region__slug", choices=list_park_region_choices, label=_("Region"))
    sort = TotalOrdering(
        fields=[("name_en", "name"), ("city__name_en", "city"), ("city__region__name_en", "region")],
        label=_("Sort"),
    )
    sort_labels = {"name": _("Name"), "city": _("City"), "region": _("Region")}
    default_sort_label = _("Most complete")

    class Meta:
        model = IndustrialPark
        fields: list[str] = []
