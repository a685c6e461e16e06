"""The server of `make run`."""

import pytest
from waitress.adjustments import Adjustments

from hub.server import Utf8Parser


@pytest.mark.parametrize("address", ["/api/v1/parks/?q=循環", "/api/v1/parks/?q=%E5%BE%AA%E7%92%B0"])
def test_an_address_may_have_characters_in_utf_8(address: str) -> None:
    """curl and many scripts don't encode them."""
    parser = Utf8Parser(Adjustments())
    parser.received(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert (parser.error, parser.path, parser.query) == (None, "/api/v1/parks/", "q=%E5%BE%AA%E7%92%B0")
