"""How does a fault become one line in the log, without what people have written?"""

import logging
import traceback
from pathlib import Path
from types import TracebackType


class OneLine(logging.Formatter):
    """Level, logger and message; of an exception its kind and where it came from, the innermost place first.

    An exception's own text is left out: a database quotes in it the values of the row that it refused."""

    def __init__(self) -> None:
        super().__init__("{levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        record.message = record.getMessage()
        told = self.formatMessage(record)
        kind, error, trace = record.exc_info or (None, None, None)
        if kind and error:
            told += f" | {kind.__name__} at {_places(trace) or 'no place'}"
        return " ".join(told.split())


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-6:]
    return " < ".join(f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno}" for frame in reversed(frames))
