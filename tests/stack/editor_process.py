"""An editor in its own process: `python -m tests.stack.editor_process NAME SEED DEEDS [--burst] [--pause S]`.

It makes DEEDS random changes; with `--burst`, as many edits of one park without a pause. It prints the
seconds of the slowest change.
"""

import argparse
import sys
import time
from collections.abc import Callable

import django


def furnished(name: str, seed: int):
    from initiatives.models import IndustrialPark
    from tests.stats.random_editor import Editor

    editor = Editor(seed, name)
    editor.furnish()
    editor.add_park()
    return editor, IndustrialPark.objects.filter(slug__startswith=f"{name}-").first()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("seed", type=int)
    parser.add_argument("deeds", type=int)
    parser.add_argument("--burst", action="store_true")
    parser.add_argument("--pause", type=float)
    given = parser.parse_args()
    pause = (0 if given.burst else 0.03) if given.pause is None else given.pause
    django.setup()
    from tests.factories import writing

    editor, park = furnished(given.name, given.seed)

    def edit() -> None:
        with writing() as changes:
            park.level = {"national": "provincial"}.get(park.level, "national")
            changes.save(park)

    deed: Callable[[], None] = edit if given.burst else editor.act
    slowest = 0.0
    for _number in range(given.deeds):
        start = time.monotonic()
        deed()
        slowest = max(slowest, time.monotonic() - start)
        time.sleep(pause)
    sys.stdout.write(f"{slowest:.3f}\n")


if __name__ == "__main__":
    main()
