"""Rows of the comparison of cities, parks, zero-waste cities and procurement cases."""

from initiatives.comparison import cities, parks, pilots, procurement

__all__ = ["cities", "parks", "pilots", "procurement"]
