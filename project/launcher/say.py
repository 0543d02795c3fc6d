"""What a person at the keyboard reads: one line per step, and one sentence when something is in the way."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Refusal(Exception):
    """Quillhouse cannot go on. The message is one sentence that says what to do; no traceback is shown."""


@contextmanager
def step(text: str) -> Iterator[None]:
    """Print what is being done, and when it is done how long it took."""
    begin = time.monotonic()
    print(f"  {text} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"done ({time.monotonic() - begin:.1f} s)", flush=True)


def refuse(sentence: str) -> int:
    """Print the sentence where errors belong; the exit code to leave with."""
    print(f"Quillhouse: {sentence}", file=sys.stderr, flush=True)
    return 1
