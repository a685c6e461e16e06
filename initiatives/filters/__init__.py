"""Filters that pages and API share, a module for each kind."""
