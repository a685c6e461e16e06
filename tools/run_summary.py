"""List the tests that took long without being left to the nightly ring, and those that failed.

python tools/run_summary.py var/test-reports/sqlite.xml …

Reads reports in JUnit's form. `tests/conftest.py` gives the tests of the nightly ring the property `nightly`.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

SECONDS = 0.8


def main() -> None:
    failed, slow = [], []
    for path in map(Path, sys.argv[1:]):
        for case in ElementTree.parse(path).iter("testcase") if path.exists() else ():
            name = f"({path.stem}) {case.get('classname')}::{case.get('name')}"
            if case.find("failure") is not None or case.find("error") is not None:
                failed.append(name)
            seconds = float(case.get("time", 0))
            if seconds > SECONDS and case.find("properties/property[@name='nightly']") is None:
                slow.append((seconds, name))
    print(f"{len(slow)} tests over {SECONDS} s are not marked for the nightly ring.")
    for seconds, name in sorted(slow, reverse=True):
        print(f"{seconds:6.1f} s {name}")
    for name in failed:
        print(f"FAILED {name}")


if __name__ == "__main__":
    main()
