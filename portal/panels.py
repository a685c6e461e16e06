"""A panel with findings, on the pages of the records that they are about."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City, Indicator
from coalition.models import Exchange, Programme
from initiatives.models import BusinessInitiative, IndustrialPark, Material, ProcurementCase, ZeroWastePilot
from portal.models import Finding
from records.panels import register_panel

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


def _find_findings_by(field: str) -> Callable[[Any], QuerySet]:
    def list_findings(record: Any) -> QuerySet:
        return Finding.objects.published().filter(**{field: record}).order_by("order", "slug", "pk")

    return list_findings


for _model, _field in _FIELDS.items():
    register_panel(
        _model, key="findings", title=_("Findings"), template="portal/panels/findings.html", order=87
    )(_find_findings_by(_field))
