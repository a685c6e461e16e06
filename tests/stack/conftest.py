"""Real processes: a hub as it is started for readers."""

from collections.abc import Iterator

import pytest

from tests.browser.serving import serving


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running hub with the whole content."""
    with serving(tmp_path_factory.mktemp("hub")) as address:
        yield address
