"""Chinese questions and compounds as their parts: 浙江无废城市有多少 is 浙江 and 无废城市."""

import re

#: Shorter names are parts of many other words.
SHORTEST_NAME = 2
LONGEST_NAME = 16
#: What questions contain without looking for it. Others, such as 个, are also parts of words.
_QUESTION_WORDS = re.compile("多少|哪些|哪里|什么|怎么样|怎么|怎样|如何|为什么|请问|有没有")
#: Characters that say nothing where they stand alone between names.
_EMPTY = frozenset("的有个吗和与及在是了之")


def split_compound(run: str, names: frozenset[str]) -> list[str]:
    """Return the parts of a Chinese run that are known names, and what stands between them.

    A run in which a name would leave a single character, which may belong to the name, stays whole.
    """
    parts = [part for piece in _QUESTION_WORDS.split(run) for part in _split_by_names(piece, names)]
    return [part for part in parts if part not in _EMPTY] or [run]


def _split_by_names(run: str, names: frozenset[str]) -> list[str]:
    parts: list[str] = []
    rest, place = "", 0
    while place < len(run):
        if name := _find_name(run, place, names):
            parts += [rest, name] if rest else [name]
            rest, place = "", place + len(name)
        else:
            rest, place = rest + run[place], place + 1
    parts += [rest] if rest else []
    is_whole = any(len(part) < SHORTEST_NAME and part not in _EMPTY for part in parts)
    return ([run] if is_whole else parts) if run else []


def _find_name(run: str, place: int, names: frozenset[str]) -> str:
    """Return the longest name that begins there."""
    for stop in range(min(len(run), place + LONGEST_NAME), place + SHORTEST_NAME - 1, -1):
        if run[place:stop] in names:
            return run[place:stop]
    return ""
