"""Each run ends with the tests that took long without being left to the night, and those that failed."""

from pathlib import Path

import pytest

from tools import run_summary

REPORT = """<testsuites><testsuite>
<testcase classname="tests.test_a" name="test_quick" time="0.8"/>
<testcase classname="tests.test_a" name="test_long" time="0.81"><failure>no</failure></testcase>
<testcase classname="tests.test_a.TestIt" name="test_longest" time="12.3"/>
<testcase classname="tests.test_a" name="test_at_night" time="60">
<properties><property name="nightly" value="yes"/></properties></testcase>
</testsuite></testsuites>"""


def test_long_tests_are_named_longest_first_and_then_what_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sqlite.xml").write_text(REPORT)
    reports = [str(tmp_path / f"{part}.xml") for part in ("sqlite", "a-part-that-did-not-start")]
    monkeypatch.setattr("sys.argv", ["run_summary.py", *reports])
    run_summary.main()
    assert capsys.readouterr().out.splitlines() == [
        "2 tests over 0.8 s are not marked for the nightly ring.",
        "  12.3 s (sqlite) tests.test_a.TestIt::test_longest",
        "   0.8 s (sqlite) tests.test_a::test_long",
        "FAILED (sqlite) tests.test_a::test_long",
    ]
