"""Comparison of two to four records of a type."""
