"""What holds for every template, also for those that no test renders."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.contrib.staticfiles import finders


def test_a_static_file_is_named_in_full() -> None:
    """Half a name, completed by what follows the tag, stands in no manifest: production answers 500."""
    named = {
        name
        for template in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)", template.read_text(encoding="utf-8"))
    }
    assert "build/hub.css" in named
    assert {name for name in named if finders.find(name) is None} == set()


def test_no_source_marker_is_part_of_the_name_of_a_heading() -> None:
    """A screen reader would list the heading as “Findings 10 sources”; `marked` puts it behind."""
    heading = re.compile(r"<h[1-6]\b.*?</h[1-6]>|{% block heading %}.*?{% endblock %}", re.DOTALL)
    marker = re.compile(r"{% (?:cite|cite_all|figure|plain_figure)\b(?![^%]*marker=False)")
    marked = [
        str(template.relative_to(settings.BASE_DIR))
        for template in (settings.BASE_DIR / "templates").rglob("*.html")
        if any(marker.search(text) for text in heading.findall(template.read_text(encoding="utf-8")))
    ]
    assert marked == []


# Tags of the template language cannot be broken: an include with many values, a translation with many names.
_LONG_LINE = 120
_LONGEST_LINE = 180
_LARGEST_FILE = 10_000


def test_lines_are_short() -> None:
    lengths = [
        len(line)
        for template in (settings.BASE_DIR / "templates").rglob("*.html")
        for line in template.read_text(encoding="utf-8").splitlines()
    ]
    assert max(lengths) <= _LONGEST_LINE
    assert sum(length > _LONG_LINE for length in lengths) / len(lengths) < 0.01


def test_files_are_small() -> None:
    sizes = {
        str(template.relative_to(settings.BASE_DIR)): template.stat().st_size
        for template in (settings.BASE_DIR / "templates").rglob("*.html")
    }
    assert {path: size for path, size in sizes.items() if size > _LARGEST_FILE} == {}


def test_each_style_sheet_and_script_of_the_admin_is_imported_once():
    for kind, prefix in (("css", "admin/"), ("js", "parts/admin_")):
        folder = settings.BASE_DIR / f"static/{kind}"
        found = re.findall(rf'"\./({prefix}.+)"', (folder / f"admin.{kind}").read_text())
        assert sorted(found) == sorted(
            str(path.relative_to(folder)) for path in folder.glob(f"{prefix}*.{kind}")
        )


# -- Style sheets -------------------------------------------------------------------------------------

#: Folders of which a page, a drawing or Django's admin takes the names of classes, and the kinds of files.
_FOLDERS_WITH_CLASSES = [settings.BASE_DIR, Path(admin.__file__).parent]
_NOT_SHOWN = {"node_modules", "tests", "var", "staticfiles", "build", ".venv", "locale"}


def read_files(folder: Path, *endings: str) -> list[str]:
    paths = [path for ending in endings for path in folder.rglob(f"*.{ending}")]
    shown = [path for path in paths if not _NOT_SHOWN.intersection(path.relative_to(folder).parts)]
    return [path.read_text(encoding="utf-8") for path in shown]


def test_every_class_of_a_style_sheet_stands_in_a_template_a_script_or_the_code() -> None:
    text = "\n".join(
        file for folder in _FOLDERS_WITH_CLASSES for file in read_files(folder, "html", "svg", "py", "js")
    )
    names = set(re.findall(r"[A-Za-z][\w-]*", text))
    # The code, choice or state behind them is filled in.
    beginnings = tuple(set(re.findall(r"([A-Za-z][\w-]*(?:-|__))(?=[{%$])", text)))
    rules = "\n".join(read_files(settings.BASE_DIR / "static/css", "css"))
    selectors = re.sub(r"/\*.*?\*/|{[^{}]*}", "", rules, flags=re.DOTALL)
    classes = set(re.findall(r"\.([A-Za-z][\w-]*)", selectors))
    assert len(classes) > 500
    assert sorted(name for name in classes - names if not name.startswith(beginnings)) == []


def test_every_custom_property_that_a_style_sheet_uses_is_set() -> None:
    rules = "\n".join(read_files(settings.BASE_DIR / "static/css", "css"))
    assert set(re.findall(r"var\((--[\w-]+)\)", rules)) <= set(re.findall(r"(--[\w-]+):", rules))
