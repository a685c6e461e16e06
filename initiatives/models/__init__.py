"""Industrial parks and material flows, zero-waste pilots, procurement cases, circular businesses."""

from initiatives.models.actor import ParkActor
from initiatives.models.business import BusinessFigure, BusinessInitiative
from initiatives.models.material import Material, MaterialFlow, MaterialName
from initiatives.models.park import Designation, Facility, IndustrialPark, ParkFigure
from initiatives.models.pilot import PilotAction, PilotAward, PilotFigure, ZeroWastePilot
from initiatives.models.procurement import Criterion, ProcurementAward, ProcurementCase, ProcurementOutcome

__all__ = [
    "BusinessFigure",
    "BusinessInitiative",
    "Criterion",
    "Designation",
    "Facility",
    "IndustrialPark",
    "Material",
    "MaterialFlow",
    "MaterialName",
    "ParkActor",
    "ParkFigure",
    "PilotAction",
    "PilotAward",
    "PilotFigure",
    "ProcurementAward",
    "ProcurementCase",
    "ProcurementOutcome",
    "ZeroWastePilot",
]
