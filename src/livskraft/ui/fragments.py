"""How is a part of a page kept until something is written?"""

from collections.abc import Callable, Hashable

from django.core.cache import caches
from django.utils.safestring import SafeString

# Kept in the process's own memory, never on disk: what pages show must not lie unencrypted beside the database.
STORE = "fragments"


def kept(watermark: str, parts: tuple[Hashable, ...], make: Callable[[], SafeString]) -> SafeString:
    """What `make` returns, or what it returned for the same `parts` at the same `watermark`.

    `parts` must name everything that the fragment depends on besides the records: which page, of what, for which
    rights, on which day. A fragment holds nothing of the session, so no form.
    """
    key = ":".join(map(str, (watermark, *parts)))
    fragment = caches[STORE].get(key)
    if fragment is None:
        fragment = make()
        caches[STORE].set(key, fragment)
    return fragment
