"""Drawings of pages as files that stand alone: SVG with its styles inside, and PNG."""
