"""Cells that a spreadsheet would run as formulas."""

from records.texts.formats import FORMULA_PREFIXES


def is_formula_like(text: str) -> bool:
    return text.startswith(FORMULA_PREFIXES)


def escape_exported_cell(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would run. An import takes it away again."""
    if not is_formula_like(text.lstrip("'")) or _is_negative(text):
        return text
    return f"'{text}"


def _is_negative(text: str) -> bool:
    return text.isascii() and text.startswith("-") and text[1:].replace(".", "", 1).isdecimal()
