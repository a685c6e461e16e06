"""What an authenticator app shows (RFC 6238), for tests that sign in as its owner."""

import base64
import hashlib
import hmac
import time


def make_code(secret: str, seconds: int = 0) -> str:
    """The code of now, or of so many seconds later."""
    counter = (int(time.time() + seconds) // 30).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
