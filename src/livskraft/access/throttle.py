"""Has one network address sent too much of something lately? For what needs no sign-in."""

import hashlib
import hmac
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from livskraft.access.addresses import client_address


def too_many(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Counts this request; true when its address has sent `what` more than `most` times in the last `seconds`.

    The address is kept only as a keyed hash, and no longer than `seconds`. Two requests at the same moment may count
    as one: this is a brake, not a lock.
    """
    address = client_address(request).encode()
    hashed = hmac.new(settings.SECRET_KEY.encode(), address, hashlib.sha256).hexdigest()
    key = f"throttle:{what}:{hashed}"
    now = time.time()
    moments = [moment for moment in cache.get(key, []) if moment > now - seconds]
    if len(moments) >= most:
        return True
    cache.set(key, [*moments, now], timeout=seconds)
    return False
