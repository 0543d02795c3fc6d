"""A process of its own that reads one document; the system ends what takes too much.

`python -I child.py KIND SECONDS MEMORY BYTES NODES < document > JSON`; ends with one of package.py's
numbers, or is killed.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from xml.parsers.expat import ExpatError

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from agencies.files.archives import DAMAGED, Overfull, opened
from agencies.files.reading import open_package, word_package
from agencies.files.reading.gathering import Gathered, TooLong
from agencies.files.reading.package import ENDS_DAMAGED, ENDS_TOO_MUCH, Damaged, Package
from agencies.files.reading.rich_part import RichPart
from agencies.files.rtf_tokens import NotRtf, TooMuch, tokens
from agencies.files.xml_bounds import Excessive, Forbidden

READERS = {"word": word_package.read, "open": open_package.read}
RICH = "rich"


def main(kind: str, seconds: int, memory: int, size: int, nodes: int) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    found = Gathered()
    try:
        if kind == RICH:
            RichPart(found).hear(tokens(sys.stdin.buffer.read(size), nodes))
        else:
            with opened(sys.stdin.buffer) as (archive, members):
                READERS[kind](Package(archive, members, size=size, nodes=nodes), found)
        sys.stdout.write(json.dumps(found.result()))
    except (MemoryError, Overfull, Excessive, TooLong, TooMuch):
        return ENDS_TOO_MUCH
    except (Damaged, Forbidden, NotRtf, ExpatError, *DAMAGED):
        return ENDS_DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
