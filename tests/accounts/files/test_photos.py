"""Photos: what is accepted, what is refused before it costs anything, and what is kept of the file."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from accounts.files import photos
from accounts.files.photos import MAX_BYTES, SIDE, RefusedPhoto, drawn
from tests.helpers.pictures import picture, upload


def read(content: bytes) -> Image.Image:
    made = Image.open(io.BytesIO(content))
    made.load()
    return made


def at(made: Image.Image, x: int, y: int) -> str:
    red, green, blue = made.convert("RGB").getpixel((x, y))
    return "white" if min(red, green, blue) > 200 else "red" if red > blue else "blue"


def header(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and ends there."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 99))
        + chunk(b"IEND", b"")
    )


def claiming(jpeg: bytes, width: int, height: int) -> bytes:
    """A JPEG that says it is larger than it is."""
    place = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:place] + struct.pack(">HH", height, width) + jpeg[place + 4 :]


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "L"),
        ("PNG", "LA"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
    ],
)
@pytest.mark.parametrize("size", [(400, 300), (300, 900), (5, 3), (1, 1), (3000, 7)])
def test_every_accepted_kind_becomes_a_small_square(kind, mode, size):
    made = read(drawn(upload(picture(kind, size, "RGB" if mode == "I;16" else mode))))

    assert (made.format, made.size, made.mode) == ("WEBP", (SIDE, SIDE), "RGB")


def test_the_middle_is_kept():
    made = read(drawn(upload(picture(size=(900, 300)))))

    assert [at(made, x, 128) for x in (5, 120, 136, 250)] == ["red", "red", "blue", "blue"]


@pytest.mark.parametrize(
    ("turned", "left", "top"), [(1, "red", None), (3, "blue", None), (6, None, "red"), (8, None, "blue")]
)
def test_it_stands_upright_as_the_camera_says(turned, left, top):
    exif = Image.Exif()
    exif[0x0112] = turned

    made = read(drawn(upload(picture(exif=exif))))

    if left:
        assert at(made, 5, 128) == left
    if top:
        assert [at(made, x, 5) for x in (50, 200)] == [top, top]


def test_what_the_camera_wrote_is_dropped():
    exif = Image.Exif()
    exif[0x010F] = "Zephyrine Camera"
    exif.get_ifd(0x8825)[1] = "N"
    content = (
        picture(exif=exif, comment=b"Zephyrine comment", icc_profile=b"Zephyrine profile") + b"Zephyrine tail"
    )
    assert content.count(b"Zephyrine") == 4

    made = drawn(upload(content))

    assert b"Zephyrine" not in made and b"EXIF" not in made
    assert not read(made).getexif() and "icc_profile" not in read(made).info


def test_what_can_be_seen_through_is_white():
    sheet = Image.new("RGBA", (300, 300), (255, 0, 0, 0))
    target = io.BytesIO()
    sheet.save(target, "PNG")

    assert at(read(drawn(upload(target.getvalue()))), 128, 128) == "white"


def test_a_photo_with_a_second_picture_inside_is_a_photo():
    """Many phones write such JPEG files."""
    made = read(drawn(upload(picture("MPO", frames=2))))

    assert made.size == (SIDE, SIDE) and getattr(made, "n_frames", 1) == 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_films_are_refused(kind):
    with pytest.raises(RefusedPhoto, match=r"Choose a photo that is not animated."):
        drawn(upload(picture(kind, frames=3)))


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PDF"])
def test_other_kinds_are_refused_whatever_they_are_called(kind):
    with pytest.raises(RefusedPhoto, match=r"We can’t read this photo. Choose a JPEG, PNG or WebP file."):
        drawn(upload(picture(kind), "me.jpg"))


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe0",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        b"GIF89a",
        b"\x00" * 1000,
        header(0, 0),
        header(100, 100),
    ],
)
def test_what_is_damaged_is_refused(content):
    with pytest.raises(RefusedPhoto):
        drawn(upload(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_ends_too_early_is_refused(kind):
    content = picture(kind, (600, 600))

    for part in (3, 2, 1.2):
        with pytest.raises(RefusedPhoto):
            drawn(upload(content[: int(len(content) / part)]))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_damage_breaks_it(kind):
    """Bytes changed at random: a photo or a refusal, nothing else."""
    chance = random.Random(7)
    content = picture(kind, (64, 48))
    for _round in range(150):
        broken = bytearray(content)
        for _hit in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            assert read(drawn(upload(bytes(broken)))).size == (SIDE, SIDE)
        except RefusedPhoto:
            continue


def test_pixels_are_counted_before_anything_is_decoded(monkeypatch):
    large = claiming(picture(), 6325, 6325)
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))

    for size in ((4473, 4473), (20_000_001, 1), (9_000, 9_000)):
        with pytest.raises(RefusedPhoto, match="at most 20 million pixels"):
            drawn(upload(header(*size)))
    with pytest.raises(RefusedPhoto, match="at most 40 million pixels"):
        drawn(upload(large))
    with pytest.raises(RefusedPhoto):
        drawn(upload(header(60_000, 60_000)))


def test_bytes_are_counted_before_anything_is_read():
    class Untouchable:
        def __init__(self, size: int) -> None:
            self.size = size

        def seek(self, place: int) -> None:
            pytest.fail("read")

    with pytest.raises(RefusedPhoto, match="larger than 5 MB"):
        drawn(Untouchable(MAX_BYTES + 1))
    with pytest.raises(RefusedPhoto, match="empty"):
        drawn(Untouchable(0))


def test_kept_under_a_random_name_and_deleted(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    first, second = photos.keep(b"abc"), photos.keep(b"abc")

    assert first != second and photos.content_of(first) == b"abc"
    photos.forget(first)
    photos.forget(first)
    photos.forget("")
    assert [path.stem for path in tmp_path.rglob("*.webp")] == [second]
