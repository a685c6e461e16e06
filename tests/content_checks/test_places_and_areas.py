"""Sums count each place once, and only numbers of one area are set beside each other."""

from typing import Any

import yaml
from django.conf import settings


def read(name: str) -> Any:
    return yaml.load((settings.CONTENT_DIR / f"{name}.yaml").read_bytes(), Loader=yaml.CSafeLoader)


def test_a_place_belongs_to_the_city_whose_code_its_own_begins_with() -> None:
    cities = [city for city in read("cities") if city.get("admin_code")]
    by_code = {city["admin_code"]: city["slug"] for city in cities}
    without = [
        (city["slug"], by_code[own])
        for city in cities
        for own in (f"{city['admin_code'][:4]}00", f"{city['admin_code'][:2]}0000")
        if own != city["admin_code"] and own in by_code and not city.get("parent")
    ]
    assert without == []


def test_what_became_of_municipal_waste_and_how_much_there_was_is_of_one_area() -> None:
    definitions = read("indicators")["definitions"]
    tonnes = [row for row in definitions if row.get("waste_role") and row["unit"] == "t"]
    areas = {row["slug"]: row.get("scope") for row in tonnes}
    assert len(areas) == 4
    assert set(areas.values()) == {"urban_area"}
