"""Figures with what they refer to: their pages, frames, citations, rights and units."""
