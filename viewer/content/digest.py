"""SHA-256 by Python's own code.

That of `hashlib` comes with OpenSSL, whose library takes longer to load than a reference to read.
"""

try:
    from _sha2 import sha256  # type: ignore[import-not-found]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found] # before Python 3.12
    except ImportError:
        from hashlib import sha256


def digest(data: bytes) -> str:
    """The SHA-256 of `data`, in hex."""
    made: str = sha256(data).hexdigest()
    return made
