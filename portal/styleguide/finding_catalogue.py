"""Components for findings."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.choices import FindingDrawing
from portal.finding_drawings import build_drawing, build_target_lines
from portal.models import Finding, FindingFigure, Target
from portal.styleguide.components import Component, ComponentGroup, Context
from portal.styleguide.samples import LONG_TEXT, TextPair, make_sample
from records.choices import Evidence

_ROWS: tuple[TextPair, ...] = (("First row", "第一行"), ("Second row", "第二行"))
#: Numbers by the kind of drawing: the row, the value and the evidence.
_NUMBERS: dict[str, list[tuple[int, int, Evidence]]] = {
    FindingDrawing.SQUARES: [(0, 11, Evidence.STATED), (0, 5, Evidence.STATED), (1, 121, Evidence.STATED)],
    FindingDrawing.SHARES: [
        (0, 15, Evidence.STATED),
        (0, 30, Evidence.STATED),
        (0, 55, Evidence.STATED),
        (1, 4, Evidence.STATED),
    ],
    FindingDrawing.DOTS: [(0, 31, Evidence.STATED), (0, 50, Evidence.TARGET)],
    FindingDrawing.BARS: [(0, 30, Evidence.ESTIMATED), (0, 5, Evidence.ESTIMATED)],
    FindingDrawing.TARGETS: [(0, 75, Evidence.TARGET)],
    "": [(0, 48, Evidence.EXPECTED)],
}


def _make_finding(drawing: str, **values: Any) -> dict[str, Any]:
    figures = [
        make_sample(FindingFigure, row=_ROWS[row], value=Decimal(value), evidence=evidence, unit="percent")
        for row, value, evidence in _NUMBERS[drawing]
    ]
    targets = [make_sample(Target, kind="goal", deadline="2020", status="published")]
    finding = make_sample(
        Finding,
        drawing=drawing,
        drawn_figures=figures,
        drawn_targets=targets,
        drawing_note=("A scale.", "图例。"),
        **values,
    )
    return {"finding": finding, "rows": build_drawing(finding), "targets": build_target_lines(finding)}


def _build_findings(*drawings: str) -> Context:
    return {"findings": [_make_finding(drawing) for drawing in drawings]}


def _build_long_finding() -> Context:
    return {"findings": [_make_finding(FindingDrawing.SHARES, title=LONG_TEXT)]}


def _build_first_findings(number: int) -> Context:
    return {"findings": [_make_finding(FindingDrawing.SQUARES)["finding"] for _n in range(number)]}


FINDINGS = ComponentGroup("finding-parts", pgettext_lazy("style guide", "Findings"), [
    Component("finding-list", _("Findings"), "portal/findings/findings.html", _build_findings, [
        ("one", ""), ("several", *FindingDrawing.values),
    ], is_wide=True),
    Component("long-finding", _("Findings"), "portal/findings/findings.html", _build_long_finding,
              [("long",)]),
    Component("first-findings", _("Findings of the start page"), "portal/home/findings.html",
              _build_first_findings, [("one", 1), ("several", 4)], is_wide=True),
])  # fmt: skip
