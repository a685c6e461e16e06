"""A panel with findings, on the pages of the records that they are about."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City, Indicator
from coalition.models import Exchange, Programme
from initiatives.models import BusinessInitiative, IndustrialPark, Material, ProcurementCase, ZeroWastePilot
from portal.models import Finding
from records.compiled_queries import QueryByIds
from records.panels import ROWS_SHOWN, FirstRows, register_panel

#: Record types with a page of their own -> the field of a finding that refers to them.
_FIELDS: dict[Any, str] = {
    City: "cities",
    IndustrialPark: "parks",
    Material: "materials",
    ZeroWastePilot: "pilots",
    Programme: "programmes",
    Indicator: "indicators",
    Exchange: "exchanges",
    ProcurementCase: "procurement_cases",
    BusinessInitiative: "businesses",
}


def _find_findings_by(field: str) -> Callable[[Any], FirstRows]:
    def build(ids: Sequence[int]) -> QuerySet:
        return Finding.objects.published().filter(**{f"{field}__in": ids}).order_by("order", "slug", "pk")

    first = QueryByIds(lambda ids: build(ids)[: ROWS_SHOWN + 1])

    def list_findings(record: Any) -> FirstRows:
        return FirstRows(lambda: first.fetch([record.pk]), lambda: build([record.pk]))

    return list_findings


for _model, _field in _FIELDS.items():
    register_panel(
        _model, key="findings", title=_("Findings"), template="portal/panels/findings.html", order=87
    )(_find_findings_by(_field))
