"""Precedents as a table to take along: all that fit, with each part of their fit and their sources."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from initiatives.models import MaterialFlow
from initiatives.precedents import Precedent
from records.choices import WasteArea
from records.exports import limit_exports
from records.pages.citations import Citations
from records.texts.citation_formats import CitedSource, join_sources
from records.texts.formats import is_chinese, join_list
from records.texts.table_files import build_table_response


@limit_exports
def build_precedent_file(form: str, precedents: Sequence[Precedent], site_url: str) -> HttpResponse:
    """Return precedents as CSV or XLSX, in their order. One query for the sources of all."""
    citations = Citations([precedent.flow for precedent in precedents])
    rows = [_build_row(precedent, citations, site_url, is_text=form == "csv") for precedent in precedents]
    return build_table_response(form, "by-products", _list_columns(), rows)


def _list_columns() -> list[str]:
    return [
        _("Material"),
        str(WasteArea.HAZARDOUS.label),
        *_read_labels("from_name", "from_sector", "to_name", "to_sector"),
        *_read_labels(
            "value", "unit", "precision", "amount_type", "quantity_of", "year", "status", "evidence", "note"
        ),
        _("Park"),
        _("City"),
        _("Region"),
        _("Park selected by"),
        pgettext("by-product", "Material fits"),
        pgettext("by-product", "Sector fits"),
        pgettext("by-product", "Quantity fits"),
        _("Distance in a straight line, km"),
        pgettext("by-product", "Remark"),
        _("Source"),
        _("Address"),
    ]


def _read_labels(*names: str) -> list[str]:
    labels = {"from_name": pgettext("flow", "From"), "to_name": pgettext("flow", "To")}
    labels |= {"note": _("Note")}
    meta: Any = MaterialFlow._meta
    return [labels.get(name) or str(capfirst(meta.get_field(name).verbose_name)) for name in names]


def _build_row(precedent: Precedent, citations: Citations, site_url: str, *, is_text: bool) -> list[Any]:
    flow: Any = precedent.flow
    sources = [CitedSource(source.publisher, source.title) for source in citations.sources_of(flow)]
    is_known = flow.value is not None
    number: Any = ""
    if is_known:
        number = f"{flow.value.normalize():f}" if is_text else float(flow.value)
    return [
        str(flow.material.name),
        _("yes") if flow.material.is_hazardous else _("no"),
        str(flow.from_name),
        flow.get_from_sector_display(),
        str(flow.to_name),
        flow.get_to_sector_display(),
        number,
        flow.get_unit_display() if is_known else "",
        flow.get_precision_display() if is_known else "",
        flow.get_amount_type_display() if is_known else "",
        flow.get_quantity_of_display() if is_known else "",
        flow.year or "",
        flow.get_status_display(),
        flow.get_evidence_display(),
        str(flow.note),
        str(flow.park.name),
        str(flow.park.city.full_name),
        str(flow.park.city.region.name),
        join_list(str(programme.name) for programme in precedent.programmes),
        precedent.material.text,
        precedent.sector.text,
        precedent.quantity.text,
        "" if precedent.distance is None else round(precedent.distance),
        _write_remark(precedent),
        join_sources(sources),
        f"{site_url}{flow.park.get_absolute_url()}#{flow.key}",
    ]


def _write_remark(precedent: Precedent) -> str:
    """Return what a row says beside its values, as on the page."""
    material: Any = precedent.flow.material
    remarks = [
        _(
            "An example shows that something was done or planned there, not that it is allowed or pays "
            "elsewhere."
        )
    ]
    if precedent.is_elsewhere and material.waste_area:
        remarks.append(
            _(
                "In another province: moving waste there for use must be filed first; storage, disposal and "
                "any hazardous waste need approval."
            )
        )
    if material.is_hazardous:
        remarks.append(_("Hazardous waste: an example only, not an offer."))
    return ("" if is_chinese() else " ").join(remarks)
