"""The report of what a person must confirm has what the content says and what it can't say."""

from typing import Any

import pytest
from django.conf import settings

from portal.content_report import build_report, list_sections, read_questions
from records.content.loader import read_content


@pytest.fixture(scope="module")
def questions() -> dict[str, Any]:
    return read_questions(settings.CONTENT_DIR)


def test_seven_places_of_plans_and_each_weak_source_are_listed(questions: dict[str, Any]) -> None:
    entries = read_content(settings.CONTENT_DIR)
    sections = {section.title: section.items for section in list_sections(entries, questions)}
    assert len(sections["Places that only a plan names"]) == 7
    unnamed = [entry for entry in entries if entry.row.columns.get("publisher") == "Not named"]
    assert len(sections["Sources that name no publisher"]) == len(unnamed) > 0
    assert sections["Targets and promises of named governments"]


def test_each_decision_and_doubt_is_in_the_report(questions: dict[str, Any]) -> None:
    report = build_report(settings.CONTENT_DIR)
    for question in [*questions["decisions"], *questions["doubts"]]:
        assert f"- {question['about']}: {question['text']}" in report
