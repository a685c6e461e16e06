"""The kinds of records that have figures, and their public figures."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, TextChoices, Value
from django.utils.translation import pgettext_lazy

from cities.models import CityFigure, IndicatorValue
from coalition.models import ProgrammeFigure, ProgrammeResult
from initiatives.models import BusinessFigure, MaterialFlow, ParkFigure, PilotFigure, ProcurementOutcome
from records.choices import Status


class FigureOwner(TextChoices):
    """The records that figures belong to."""

    CITY = "city", pgettext_lazy("figures", "Cities")
    INDICATOR = "indicator", pgettext_lazy("figures", "Indicator values")
    PARK = "park", pgettext_lazy("figures", "Parks")
    FLOW = "flow", pgettext_lazy("figures", "Material flows")
    PILOT = "pilot", pgettext_lazy("figures", "Zero-waste cities")
    PROCUREMENT = "procurement", pgettext_lazy("figures", "Green procurement cases")
    BUSINESS = "business", pgettext_lazy("figures", "Circular businesses")
    PROGRAMME = "programme", pgettext_lazy("figures", "Official totals of programmes")
    PROGRAMME_RESULT = "programme_result", pgettext_lazy("figures", "Results of programmes")


_MODELS: dict[FigureOwner, Any] = {
    FigureOwner.CITY: CityFigure,
    FigureOwner.INDICATOR: IndicatorValue,
    FigureOwner.PARK: ParkFigure,
    FigureOwner.FLOW: MaterialFlow,
    FigureOwner.PILOT: PilotFigure,
    FigureOwner.PROCUREMENT: ProcurementOutcome,
    FigureOwner.BUSINESS: BusinessFigure,
    FigureOwner.PROGRAMME: ProgrammeFigure,
    FigureOwner.PROGRAMME_RESULT: ProgrammeResult,
}


def list_figure_models(kinds: Iterable[FigureOwner]) -> list[Any]:
    """Return the models of the figures, each with that of the records that own them."""
    figures = [_MODELS[kind] for kind in kinds]
    owners = [
        model._meta.get_field(model.owner).related_model for model in figures if hasattr(model, "owner")
    ]
    return list(dict.fromkeys([*figures, *owners]))


def select_public_figures(kind: FigureOwner) -> "QuerySet[Any]":
    """Return the figures of published records that have an amount; `figures_of` is their kind."""
    model = _MODELS[kind]
    owner = f"{model.owner}__" if hasattr(model, "owner") else ""
    figures = model.objects.filter(**{f"{owner}status": Status.PUBLISHED}, value__isnull=False)
    return figures.annotate(figures_of=Value(kind.value))
