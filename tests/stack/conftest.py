"""Hubs in their own processes."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.live_hub import start_hub
from tests.stack.production import Production

#: What opens the form for requests of readers.
OFFICE = {
    "OFFICE_NAME_EN": "The Office",
    "OFFICE_NAME_ZH_HANS": "办公室",
    "ENQUIRY_ANSWER_DAYS": "10",
    "ENQUIRY_CONSENT_EN": "I agree that the office keeps my address.",
    "ENQUIRY_CONSENT_ZH_HANS": "我同意保存我的邮箱。",
}


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running hub with the whole content."""
    with start_hub(tmp_path_factory.mktemp("hub")) as address:
        yield address


@pytest.fixture(scope="session")
def production() -> Iterator[Production]:
    """The whole hub as docs/operations.md puts it into production, with nginx in front."""
    # Not under the folder of pytest, which is closed to the user that PostgreSQL runs as.
    with tempfile.TemporaryDirectory(prefix="hub-production-", ignore_cleanup_errors=True) as folder:
        production = Production(Path(folder), **OFFICE)
        production.start()
        yield production
        production.stop()
