"""Pages of circular businesses."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cities.maps.place_maps import PlacedRecordList
from initiatives.figure_groups import filter_expected, group_by_label
from initiatives.filters.businesses import BusinessFilter
from initiatives.models import BusinessFigure, BusinessInitiative
from initiatives.property_columns import PropertyColumnList
from records.fields import translate_texts
from records.pages.chosen_columns import TableColumnChoice
from records.pages.generic_views import RecordDetail
from records.pages.list_tables import ListColumn, format_year
from records.texts.formats import join_list

_RELATED_COUNT = 3


class BusinessList(PropertyColumnList, PlacedRecordList):
    # Its rows have many lines.
    paginate_by = 25
    queryset = (
        BusinessInitiative.objects.select_related("city__parent", "city__region")
        .prefetch_related("results")
        .newest_first()
    )
    template_name = "initiatives/business_list.html"
    result_template = "initiatives/business_result.html"
    filterset_class = BusinessFilter
    table_columns = (
        ListColumn(_("City"), lambda business: business.city.full_name if business.city else None),
        ListColumn(_("Region"), lambda business: business.city.region.name if business.city else None),
    )
    table_name, figure_model = "businesses", BusinessFigure
    choices = (
        TableColumnChoice(
            "sector", _("Sector"), is_usual=True, get_value=lambda business: business.get_sector_display()
        ),
        TableColumnChoice("lead", _("Led by"), is_usual=True, get_value=lambda business: business.lead),
        TableColumnChoice(
            "year", _("Year"), is_usual=True, get_value=lambda business: format_year(business.year)
        ),
        TableColumnChoice(
            "partners",
            _("Partners"),
            get_value=lambda business: join_list(translate_texts(business.partners)),
        ),
    )

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        results = (result for business in context["rows"] for result in business.results.all())
        return [*super().get_cited_records(context), *results]


class BusinessDetail(RecordDetail):
    """The page of a business: results and aims, related ones.

    Then the panels registered with `@register_panel(BusinessInitiative, order=…)`.
    """

    queryset = BusinessInitiative.objects.select_related("city__parent")
    template_name = "initiatives/business_detail.html"
    unknown_labels: ClassVar[dict[str, Any]] = {"partners": _("partners"), "year": _("year")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        placed = context["placed"]
        figures = placed["figures"].rows if "figures" in placed else []
        aims = filter_expected(figures)
        return {
            **context,
            "results": group_by_label(figure for figure in figures if figure not in aims),
            "aims": group_by_label(aims),
            "related": list(_find_related(self.object)[:_RELATED_COUNT]),
        }

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        results = [] if context["results"] else [_("results")]
        return [*results, *super().list_unknown(context)]

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*super().get_cited_records(context), *context["related"]]


def _find_related(business: BusinessInitiative) -> QuerySet:
    """Find other initiatives in the same sector or city."""
    alike = Q(sector=business.sector)
    if business.city_id:
        alike |= Q(city=business.city_id)
    others = BusinessInitiative.objects.published().filter(alike).exclude(pk=business.pk)
    return others.select_related("city__parent").newest_first()
