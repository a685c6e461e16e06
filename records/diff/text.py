"""Compare two texts by sentences and mark the words that differ."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from records.texts.translation import Text

# Texts up to this length are shown whole, as context for the change.
_SHORT = 160

# Below this similarity the words of two passages are not compared.
_ALIKE = 0.5

# Texts with more pairs of equal words are not compared by words: each view of the page would take seconds.
_MANY_PAIRS = 500_000

_ENDS = re.compile(r"[。！？；]+[”’」』）]*|[.!?]+[”’\")]*(?=\s)|\n+")
# A number, a word, or a single character: Chinese has no spaces between its words.
_TOKENS = re.compile(r"\d[\d.,]*\d|[^\W\u3400-\u9fff]+|\s+|.", re.DOTALL)


def split_sentences(text: str) -> list[str]:
    sentences, start = [], 0
    for end in _ENDS.finditer(text):
        sentences.append(text[start : end.end()].strip())
        start = end.end()
    return [sentence for sentence in (*sentences, text[start:].strip()) if sentence]


def compare_texts(before: Text, after: Text) -> tuple[SafeString, SafeString]:
    """Return both versions as HTML: the differing sentences, with the differing words marked.

    Unchanged sentences become "…". One side may be empty.
    """
    if not before or not after or max(len(before), len(after)) <= _SHORT:
        pairs = [([str(before)], [str(after)])]
    else:
        pairs = list(_iter_differing_sentences(split_sentences(before), split_sentences(after)))
    old, new = [], []
    for left, right in pairs:
        marked = (
            ("…", "…") if left is right else _mark_differences(_join_sentences(left), _join_sentences(right))
        )
        old.append(marked[0])
        new.append(marked[1])
    return _render_side(old, before.lang), _render_side(new, after.lang)


def _iter_differing_sentences(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield pairs of sentences that differ; for equal ones, the same list twice."""
    if _count_pairs(before, after) > _MANY_PAIRS:
        yield before, after
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left = before[i1:i2]
        yield (left, left) if tag == "equal" else (left, after[j1:j2])


def _count_pairs(before: list[str], after: list[str]) -> int:
    """Count the pairs of equal elements, which comparing two lists takes time for."""
    counts = Counter(after)
    return sum(count * counts[element] for element, count in Counter(before).items())


def _join_sentences(parts: list[str]) -> str:
    """Join sentences, without a space after a Chinese full stop."""
    text = ""
    for part in parts:
        text += (" " if text and text[-1] not in "。！？；”’」』）" else "") + part
    return text


def _render_side(parts: list[SafeString | str], lang: str) -> SafeString:
    """Join the parts of one text and mark its language; an empty string if nothing differs."""
    if all(part in ("", "…") for part in parts):
        return SafeString("")
    # Adjacent gaps are merged: the text between them is in the other version only.
    shown = [part for part, last in zip(parts, ["", *parts], strict=False) if part and part != last]
    html = format_html_join(" ", "{}", ((part,) for part in shown))
    if lang.lower() == (get_language() or "en").lower():
        return html
    return format_html('<span lang="{}">{}</span>', lang, html)


def _mark_differences(before: str, after: str) -> tuple[SafeString | str, SafeString | str]:
    """Return both texts with differing words marked, unless too few words are the same."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    has_many_pairs = _count_pairs(old, new) > _MANY_PAIRS
    if not before or not after or has_many_pairs or matcher.ratio() < _ALIKE:
        return conditional_escape(before), conditional_escape(after)
    runs = _merge_runs(matcher, old)
    return (
        _render_marks((differs, old[i1:i2]) for differs, i1, i2, _j1, _j2 in runs),
        _render_marks((differs, new[j1:j2]) for differs, _i1, _i2, j1, j2 in runs),
    )


def _render_marks(runs: Iterable[tuple[bool, list[str]]]) -> SafeString:
    pieces = [(differs, "".join(tokens)) for differs, tokens in runs if tokens]
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if differs else text,) for differs, text in pieces)
    )


def _merge_runs(matcher: SequenceMatcher, old: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Return runs of equal and differing words; a single equal word between changes counts as differing."""
    runs: list[tuple[bool, int, int, int, int]] = []
    codes = matcher.get_opcodes()
    for index, (tag, i1, i2, j1, j2) in enumerate(codes):
        words = [token for token in old[i1:i2] if not token.isspace()]
        differs = tag != "equal" or (0 < index < len(codes) - 1 and len(words) <= 1)
        if runs and runs[-1][0] == differs:
            _same, first_i, _i2, first_j, _j2 = runs.pop()
            runs.append((differs, first_i, i2, first_j, j2))
        else:
            runs.append((differs, i1, i2, j1, j2))
    return runs
