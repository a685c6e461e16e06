"""A load whose proposal a publisher accepts at once."""

from pathlib import Path

from records import publishing
from records.choices import RevisionKind
from records.content.loader import LoadReport, load_content
from records.permissions import SystemWriter


def load_and_accept(folder: Path, **options: bool) -> LoadReport:
    report = load_content(folder, **options)
    if report.proposal is not None:
        publishing.accept_proposal(SystemWriter("a publisher"), report.proposal, kind=RevisionKind.UPDATE)
    return report
