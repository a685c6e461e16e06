"""Findings on the pages of the records that they are about; what the page of a finding lists."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cities.models import City, Indicator
from coalition.models import Exchange, Programme
from initiatives.models import BusinessInitiative, IndustrialPark, Material, ProcurementCase, ZeroWastePilot
from portal.models import DRAWN_AT_MOST, Finding
from records.models import Record
from records.pages.panels import register_panel

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


def _find_findings_by(field: str) -> Callable[[Record], QuerySet]:
    def list_findings(record: Record) -> QuerySet:
        return Finding.objects.published().filter(**{field: record.pk}).order_by("order", "slug", "pk")

    return list_findings


for _model, _field in _FIELDS.items():
    register_panel(
        _model,
        key="findings",
        title=_("Findings"),
        template="portal/panels/findings.html",
        order=87,
        slot="figures" if _model is City else "",
    )(_find_findings_by(_field))


@register_panel(
    Finding,
    key="figures",
    title=_("Figures"),
    template="portal/panels/figures.html",
    order=5,
    slot="figures",
    limit=DRAWN_AT_MOST,
)
def list_figures_of_finding(finding: Finding) -> QuerySet:
    return finding.figures.order_by("position", "pk")


def _find_subjects_by(field: str) -> Callable[[Any], QuerySet]:
    def list_subjects(finding: Any) -> QuerySet:
        subjects = getattr(finding, field).published()
        # A pilot has the name of its city.
        return subjects.select_related("city") if subjects.model is ZeroWastePilot else subjects

    return list_subjects


for _number, _relation in enumerate(Finding._meta.many_to_many):
    if _relation.name != "sources":
        register_panel(
            Finding,
            key=_relation.name.replace("_", "-"),
            title=capfirst(_relation.verbose_name),
            template="portal/panels/subjects.html",
            order=10 + _number,
            slot="subjects",
            cites=False,
        )(_find_subjects_by(_relation.name))
