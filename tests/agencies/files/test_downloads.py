"""What a made file is called in an answer, in whatever letters."""

from __future__ import annotations

from agencies.files.downloads import as_download


def test_a_name_in_other_letters_is_sent_as_rfc_5987_has_it() -> None:
    answer = as_download(b"x", name="ΜΕΛ-2026 «соль».docx", content_type="text/plain")

    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%CE%9C%CE%95%CE%9B-2026%20%C2%AB%D1%81%D0%BE%D0%BB%D1%8C%C2%BB.docx"
    )
    assert as_download(b"x", name='a"b.md', content_type="text/plain").headers["Content-Disposition"] == (
        'attachment; filename="a\\"b.md"'
    )
