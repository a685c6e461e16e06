"""Panels on the pages of other records, a module for each kind of initiative."""

from initiatives.panels import (
    businesses,
    case_parts,
    materials,
    parks,
    pilot_parts,
    pilots,
    procurement,
    programme_counters,
    programmes,
)

__all__ = [
    "businesses",
    "case_parts",
    "materials",
    "parks",
    "pilot_parts",
    "pilots",
    "procurement",
    "programme_counters",
    "programmes",
]
