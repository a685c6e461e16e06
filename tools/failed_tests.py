"""List the tests that failed, from reports in JUnit's form.

python tools/failed_tests.py var/test-reports/sqlite.xml …
"""

import sys
from pathlib import Path
from xml.etree import ElementTree


def main() -> None:
    for path in map(Path, sys.argv[1:]):
        cases = ElementTree.parse(path).iter("testcase") if path.exists() else ()
        for case in cases:
            if case.find("failure") is not None or case.find("error") is not None:
                print(f"FAILED ({path.stem}) {case.get('classname')}::{case.get('name')}")


if __name__ == "__main__":
    main()
