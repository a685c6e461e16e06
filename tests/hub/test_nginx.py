"""nginx with all files of deploy/, in front of an application that only this test has."""

from pathlib import Path

from tests.nginx import Nginx


def test_nginx_accepts_the_files_together(tmp_path: Path) -> None:
    checked = Nginx(tmp_path, port=8000).check()
    assert (checked.returncode, "[warn]" in checked.stderr) == (0, False), checked.stderr
