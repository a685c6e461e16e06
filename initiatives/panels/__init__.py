"""Panels on the pages of other records, a module for each kind."""

from initiatives.panels import businesses, materials, parks, peers, pilots, procurement, programmes, sizes

__all__ = ["businesses", "materials", "parks", "peers", "pilots", "procurement", "programmes", "sizes"]
