"""Panels on the pages of other records, a module for each kind."""

from initiatives.panels import businesses, materials, parks, pilots, procurement

__all__ = ["businesses", "materials", "parks", "pilots", "procurement"]
