"""Letters that tell compared records apart in drawings: initials in English, characters in Chinese."""

from collections import Counter
from collections.abc import Sequence

from records.texts.formats import is_chinese


def choose_letters(names: Sequence[str]) -> list[str]:
    """Return one or two letters for each name, no two alike.

    Names of one initial get a second letter: the first one that tells all of them apart, else one that no
    other of them has, else a number. In Chinese it is a single character.
    """
    words = ["".join(sign for sign in name if sign.isalnum()) or "?" for name in names]
    initials = [word[0].upper() for word in words]
    counts = Counter(initials)
    letters: list[str] = []
    for word, initial in zip(words, initials, strict=True):
        if counts[initial] == 1:
            letters.append(initial)
            continue
        alike = [other for other, own in zip(words, initials, strict=True) if own == initial]
        used = {*letters, *initials}
        candidates = (_join_letters(initial, sign) for sign in _order_signs(word, alike))
        numbered = (f"{initial}{number}" for number in range(1, len(words) + 1))
        free = (text for text in (*candidates, *numbered) if text not in used)
        letters.append(next(free))
    return letters


def _join_letters(initial: str, sign: str) -> str:
    return sign if is_chinese() else initial + sign.lower()


def _order_signs(word: str, alike: Sequence[str]) -> list[str]:
    """Return the further signs of a word; first the one at the first place where words alike all differ."""
    shortest = min(map(len, alike))
    places = range(1, shortest)
    telling = [place for place in places if len({other[place] for other in alike}) == len(alike)]
    return [*(word[place] for place in telling[:1]), *word[1:]]
