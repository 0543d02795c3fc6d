"""Words of a document beside its text are found, wherever they stand."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.helpers.cast import START, Cast
from tests.helpers.packages import OFFICE, external, office, relations
from tests.writers.helpers.portfolios import portfolio_of
from writers.actions.portfolio_samples import SampleFields, add_sample
from writers.rules.redaction_findings import open_findings
from writers.states.portfolio import SampleSource

pytestmark = pytest.mark.django_db
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIL = "clara@harbour.example"


def part(root: str) -> str:
    runs = "<w:r><w:t>clara@har</w:t></w:r><w:r><w:t>bour.example</w:t></w:r>"
    return f"<w:{root} {W}><w:p>{runs}</w:p></w:{root}>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/header1.xml", part("hdr")),
        ("word/footer1.xml", part("ftr")),
        ("word/footnotes.xml", part("footnotes")),
        ("word/endnotes.xml", part("endnotes")),
        ("word/glossary/document.xml", part("glossaryDocument")),
        ("word/_rels/header1.xml.rels", relations(external(f"{OFFICE}/hyperlink", f"mailto:{MAIL}"))),
        ("word/diagrams/data1.xml", f'<a xmlns:b="b"><b:docPr descr="{MAIL}"/></a>'),
    ],
)
def test_what_stands_beside_the_text_is_found(cast: Cast, name: str, content: str) -> None:
    document = office(members={name: content}, endings={"xml": "application/xml"})
    upload = SimpleUploadedFile("boats.docx", io.BytesIO(document).read())
    sample = add_sample(
        actor=cast.wendell,
        portfolio=portfolio_of(cast.wendell),
        fields=SampleFields(title="On tides"),
        source=SampleSource.FILE,
        uploads=[upload],
        now=START,
    )

    assert MAIL in [found.text for found in open_findings(sample)]
