"""What the tests of this folder have measured is told at the end of the run."""

from typing import Any

LINES: list[str] = []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.section("measured")
    for line in LINES:
        terminalreporter.write_line(line)
