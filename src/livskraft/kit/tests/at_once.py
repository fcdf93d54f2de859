"""How does a test let several people act at the same moment, each on a connection of their own?"""

import threading
from collections.abc import Callable, Sequence

from django.db import connection


def at_once(acts: Sequence[Callable[[], object]]) -> list[type[Exception] | None]:
    """What each act ended in, None for those that succeeded. Needs a test with transactions."""
    start = threading.Barrier(len(acts))
    ended: list[type[Exception] | None] = []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
            ended.append(None)
        except Exception as error:  # noqa: BLE001 - whatever happened is what the test asks about
            ended.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended
