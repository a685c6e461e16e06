"""A process is ready before its first request."""

import subprocess
import sys

import pytest

from tests.browser.live_hub import ROOT

_CHECK = """
import sys
import hub.wsgi
from web.versions import compute_program_digest
assert "hub.urls" in sys.modules
assert compute_program_digest.cache_info().currsize == 1
"""


@pytest.mark.slow
def test_urls_and_digest_are_loaded_before_the_first_request() -> None:
    subprocess.run([sys.executable, "-c", _CHECK], cwd=ROOT, check=True, timeout=60)
