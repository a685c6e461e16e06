"""What is wrong with an uploaded file, in words."""

from django.utils.translation import gettext as _


class ImportFileError(ValueError):
    """A file that can't be imported. The message says why, to editors."""


def describe_formula(place: str, cell: str = "") -> str:
    """Say that a cell holds a formula, and, of a text that looks like one, how it is written."""
    text = _("A cell holds a formula (%(cell)s). Save values only.") % {"cell": place}
    if not cell:
        return text
    hint = _("A text that begins with %(sign)s is written with an apostrophe (') before it.")
    return f"{text} {hint % {'sign': cell[0]}}"


def get_column_letters(at: int) -> str:
    """Return the letters of a column in spreadsheets: A, B … AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
