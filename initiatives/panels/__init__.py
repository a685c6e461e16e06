"""Panels on the pages of other records, a module for each kind of initiative."""

from initiatives.panels import (
    businesses,
    materials,
    parks,
    pilot_parts,
    pilots,
    procurement,
    programme_counters,
    programmes,
    similar_cities,
)

__all__ = [
    "businesses",
    "materials",
    "parks",
    "pilot_parts",
    "pilots",
    "procurement",
    "programme_counters",
    "programmes",
    "similar_cities",
]
