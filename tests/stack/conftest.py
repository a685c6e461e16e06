"""Real processes: a hub as it is started for readers."""

from collections.abc import Iterator

import pytest

from tests.browser.serving import serving
from tests.stack.production import Production


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running hub with the whole content."""
    with serving(tmp_path_factory.mktemp("hub")) as address:
        yield address


@pytest.fixture(scope="session")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """The whole hub as docs/settings.md puts it into production, with nginx in front."""
    production = Production(tmp_path_factory.mktemp("production"))
    production.start()
    yield production
    production.stop()
