"""Questions about industrial parks: their points."""

from initiatives.models import IndustrialPark
from records.questions.points import register_places

register_places(IndustrialPark, "city__region")
