"""Questions that an edit raises: odd, but possible. An editor answers them before the edit is public.

An app registers functions in its `questions.py`.
"""

from records.questions.base import (
    Answer,
    Question,
    RecordEdit,
    RowChange,
    collect_questions,
    register_questions,
)

__all__ = ["Answer", "Question", "RecordEdit", "RowChange", "collect_questions", "register_questions"]
