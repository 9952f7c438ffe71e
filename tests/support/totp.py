"""The code an app on the phone shows (RFC 6238), worked out apart from the package under test."""

import base64
import hashlib
import hmac
import struct
import time


def code_of(secret: str, periods: int = 0) -> str:
    """The six digits of this half minute, or of one ``periods`` later."""
    counter = struct.pack(">Q", int(time.time()) // 30 + periods)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
