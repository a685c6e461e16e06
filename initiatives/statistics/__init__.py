"""Statistics of parks, material flows, programmes, pilots and procurement cases."""

from initiatives.statistics import evidence, flows, parks, pilots, procurement, programmes

__all__ = ["evidence", "flows", "parks", "pilots", "procurement", "programmes"]
