"""How commands end: with an exit code, or with a sentence and one."""

import sys

OK, FAILED, MISUSED = 0, 1, 2


class Failure(Exception):  # noqa: N818 - carries a sentence and an exit code
    """A command cannot go on; its text is the sentence that says why."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def complain(sentence: str) -> None:
    """Say something that is no result."""
    print(f"needleside: {sentence}", file=sys.stderr)
