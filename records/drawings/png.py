"""SVG as PNG, by resvg: without a browser and without fonts of the system."""

from functools import lru_cache

import resvg_py

from records.drawings.fonts import find_font_file, get_font_families, get_font_stacks, list_font_files

#: Pictures kept in memory, of about 100 kB each.
MAX_PICTURES = 100


@lru_cache(maxsize=MAX_PICTURES)
def render_png(svg: str, language: str, width: int) -> bytes:
    """Return a drawing as PNG of this width in pixels. A letter that no font has is a question mark."""
    text = "".join(letter if letter.isspace() or find_font_file(letter, language) else "?" for letter in svg)
    sans, serif = get_font_stacks(language)
    sans_family, serif_family = get_font_families(language)
    # The names that files of fonts have aren't those of the fonts.
    text = text.replace(serif, "serif").replace(sans, "sans-serif")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            width=width,
            skip_system_fonts=True,
            font_files=list_font_files(text, language),
            sans_serif_family=sans_family,
            serif_family=serif_family,
        )
    )
