"""Pictures that are drawn anew: how large one may be, and what reading a hostile one raises."""

from __future__ import annotations

import struct
import threading
import zlib

from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP")
#: By Pillow's name of the format. A JPEG is made smaller while it is read; the others take memory for every
#: pixel.
MAX_PIXELS = {"JPEG": 40_000_000, "MPO": 40_000_000, "PNG": 20_000_000, "WEBP": 20_000_000}
#: What reading a damaged or hostile picture raises: Pillow's own, its decoders', and those of numbers that
#: make no sense.
DAMAGED = (
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
)
#: One picture at a time in each process: the largest takes some 300 MB.
one_at_a_time = threading.Lock()
