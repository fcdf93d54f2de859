"""Why can a copy not be made or put back?"""


class BackupError(Exception):
    """The copy cannot be made or put back; the text says why in one sentence, and nothing has changed."""
