"""Differences between two versions of a record."""
