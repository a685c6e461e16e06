"""A copy of the content that a test may change."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings


class ContentCopy:
    """The starting content in a folder of its own, with ways to break it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(settings.CONTENT_DIR, folder)

    def parsed(self, file: str) -> Any:
        return yaml.load((self.folder / file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

    def edit(self, file: str, change: Callable[[Any], Any]) -> None:
        """Change the parsed file in place."""
        parsed = self.parsed(file)
        change(parsed)
        text = yaml.dump(parsed, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        (self.folder / file).write_text(text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Change the first place of a text in the file as it is written."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path / "content")
