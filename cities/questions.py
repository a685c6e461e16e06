"""Questions about cities: their points, and facts that stand in two places."""

from cities.models import City
from records.questions.points import register_places

register_places(City, "region")
