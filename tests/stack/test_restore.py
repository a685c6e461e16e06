"""A dump is restored while the caches are warm: no page from the lost versions is served."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.browser.live_hub import ROOT
from tests.stack.admin_session import Editor, make_publisher
from tests.stack.production import NOT_FROM_NGINX, Production, postgres_bin, wait_until

UNIT = ROOT / "deploy/hub-backup.service"
PAGE = "/en/parks/suzhou-industrial-park/"
DATA = "/api/v1/parks/suzhou-industrial-park/"
CODE = (
    "from initiatives.models import IndustrialPark;"
    "print(IndustrialPark.objects.get(slug='suzhou-industrial-park').pk)"
)


class Park:
    """The form, the page and the data of one park."""

    def __init__(self, production: Production) -> None:
        self.production = production
        pk = production.manage("shell", "-v0", "-c", CODE).split()[-1]
        self.form = f"/admin/initiatives/industrialpark/{pk}/change/"
        self.editor = Editor(production)
        make_publisher(production, "restorer", is_only=True)
        self.editor.log_in("restorer")

    def edit(self, words: str) -> None:
        assert self.editor.publish_alone(self.form, summary_en=words).status == 302
        wait_until(lambda: self.shows(words), f"No page says: {words}", 10, self.production.logs)

    def shows(self, words: str) -> bool:
        return all(words in self.production.get(path, **NOT_FROM_NGINX).text for path in (PAGE, DATA))


@pytest.fixture
def park(production: Production) -> Park:
    return Park(production)


def test_no_page_of_a_lost_future_is_served_after_a_restore(production: Production, park: Park) -> None:
    tools, dump = postgres_bin(), production.folder / "hub.dump"
    park.edit("As it is in the dump.")
    save = [tools / "pg_dump", "--format=custom", f"--file={dump}", production.database_url]
    subprocess.run(save, check=True)
    park.edit("Of the future that is lost.")
    copies = {path: production.get(path).headers["ETag"] for path in (PAGE, DATA)}
    restore = [tools / "pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error"]
    # As docs/operations.md says, but the server goes on, with all that it keeps of the lost future.
    wait_until(production.is_counted, "Something is still stale.", 60, production.logs)
    for name in ("beat", "worker"):
        production.kill_process(name)
    subprocess.run([*restore, f"--dbname={production.database_url}", dump], check=True)
    for name in ("worker", "beat"):
        production.start_process(name)
    wait_until(lambda: park.shows("As it is in the dump."), "The dump is not shown.", 5, production.logs)
    # The next edit is given the number that the lost one had.
    park.edit("Written after the restore.")
    for path, copy in copies.items():
        answer = production.get(path, If_None_Match=copy, **NOT_FROM_NGINX)
        assert (answer.status, "Written after the restore." in answer.text) == (200, True)
        assert "future that is lost" not in answer.text


def test_the_nightly_backup_can_be_restored_and_is_kept_for_30_days(
    production: Production, tmp_path: Path
) -> None:
    for days in (29, 31):
        old = tmp_path / f"hub-{days}.dump"
        old.touch()
        subprocess.run(["touch", "-d", f"{days} days ago 1 hour ago", old], check=True)
    for command in re.findall(r"^ExecStart=(.+)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE):
        for given, expanded in {
            "/usr/bin/pg_dump": str(postgres_bin() / "pg_dump"),
            # Here without the socket of Debian.
            "--file=unfinished hub": f"--file=unfinished {production.database_url}",
            "$$": "$",
            "%%": "%",
        }.items():
            command = command.replace(given, expanded)
        subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    (new,) = tmp_path.glob("hub-*-*-*.dump")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([new.name, "hub-29.dump"])
    production.query("CREATE DATABASE restored", database="postgres")
    target = production.database_url.replace("/hub", "/restored")
    restore = [postgres_bin() / "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={target}", new]
    subprocess.run(restore, check=True)
    assert production.query("SELECT 1 / (count(*) > 1000)::int FROM records_publication", database="restored")
