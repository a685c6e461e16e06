"""Validated rows of the content files."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models


@dataclass
class ContentRow:
    """A validated record, part or link. References are slugs."""

    model: type[models.Model]
    columns: dict[str, Any] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[type[models.Model], list["ContentRow"]] = field(default_factory=dict)
