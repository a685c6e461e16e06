"""Base models of records, parts, links and figures; sources, themes, the log, proposals and revisions."""

from records.models.base import Link, Part, Record, get_record_types
from records.models.batch_draft import BatchDraft
from records.models.constraints import build_choices_constraint
from records.models.content_question import ContentQuestion
from records.models.figure import Figure
from records.models.figure_index import FigureEntry
from records.models.log import ContentVersion, Publication, SlugAlias, SourceUse
from records.models.other_name import OtherName
from records.models.preview_link import PreviewLink
from records.models.proposal import Proposal
from records.models.read_mark import ReadMark
from records.models.redaction import Redaction
from records.models.revision import Revision
from records.models.saved_filter import SavedFilter
from records.models.source import Source, SourceLink, Theme

__all__ = [
    "BatchDraft",
    "ContentQuestion",
    "ContentVersion",
    "Figure",
    "FigureEntry",
    "Link",
    "OtherName",
    "Part",
    "PreviewLink",
    "Proposal",
    "Publication",
    "ReadMark",
    "Record",
    "Redaction",
    "Revision",
    "SavedFilter",
    "SlugAlias",
    "Source",
    "SourceLink",
    "SourceUse",
    "Theme",
    "build_choices_constraint",
    "get_record_types",
]
