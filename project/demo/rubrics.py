"""What the demo's editors judge by and say again and again: rubrics, the comment bank, points with tags."""

from __future__ import annotations

import datetime as dt

from catalog.pricing.offering import current_offering
from orders.models import Order
from project.base.viewer import Member
from writers.actions.feedback_points import PointSaid, add_point
from writers.actions.rubrics import CriterionSaid, LevelSaid, publish_rubric
from writers.actions.saved_comments import CommentSaid, save_comment

LEVELS = (
    LevelSaid(1, "Not there", "The text has to be written again in this respect."),
    LevelSaid(3, "Nearly", "A reader would notice, an editor can mend it."),
    LevelSaid(5, "There", "Nothing to add."),
)


def _criterion(name: str, about: str, category: str = "quality") -> CriterionSaid:
    return CriterionSaid(name, about, category, LEVELS)


GENERAL = (
    _criterion("Brief", "Everything that the brief asks for is there, and nothing it rules out."),
    _criterion("Structure", "Each paragraph has one thought, and the headings say which."),
    _criterion("Voice", "It sounds like the client, from the first sentence to the last."),
    _criterion("Facts and sources", "Names, numbers and quotations are right and can be traced."),
    _criterion("Delivery", "Clean text, on time, with a note on what is open.", "professionalism"),
)
TRANSLATION = (
    _criterion("Accuracy", "Nothing is lost, nothing added, no false friends."),
    _criterion("Terminology", "The client’s terms, the same word for the same thing."),
    _criterion("Natural language", "Nobody notices that it was written in another language."),
    _criterion("Conventions", "Dates, units, quotation marks as the target language has them."),
)
#: Issue, suggestion, tag. The first ones come up most.
REMARKS = (
    ("No source for this figure.", "Name the study and the year, or leave the figure out.", "citations"),
    ("The quotation has no speaker.", "Say who says it, and when.", "citations"),
    ("Two thoughts in one paragraph.", "Split it where the second one begins.", "structure"),
    ("The opening could stand before any text.", "Begin with the person or the place.", "openings"),
    ("The heading promises more than the section holds.", "Say what the reader finds there.", "headings"),
    ("More formal than the client speaks.", "Read their last newsletter and write as they do.", "tone"),
    ("The sentence runs over four lines.", "Make two of it; the second half is the stronger one.", "length"),
    (
        "The link leads to a page that is gone.",
        "Link to the archive, or name it in words.",
        "citations",
    ),
    ("The brief rules this word out.", "Use the client’s own term.", "brief"),
    ("Passive where somebody acts.", "Name who does it.", "tone"),
    ("The last paragraph repeats the first.", "End with what the reader can do next.", "structure"),
    ("Numbers are spelled out here and written in digits there.", "Digits from ten on.", "consistency"),
)


def keep(manager: Member, editors: list[Member], begun: dt.datetime) -> None:
    """Publish a general rubric and one for translations, and fill the comment bank of the first editor; the
    others find half of it shared."""
    publish_rubric(actor=manager, service=None, criteria=GENERAL, base=0, now=begun)
    services = current_offering(manager.agency).services
    if service := next((row for row in services if row.key == "translation"), None):
        publish_rubric(actor=manager, service=service, criteria=TRANSLATION, base=0, now=begun)
    for place, (issue, suggestion, tag) in enumerate(REMARKS if editors else ()):
        said = CommentSaid(issue, suggestion, tag, shared=place % 2 == 0)
        save_comment(actor=editors[0], said=said, now=begun)


def remark(editor: Member, order: Order, number: int, passage: str, now: dt.datetime) -> None:
    """Add some points to the version that waits for the editor's verdict: none to every third order, and the
    same matters come up again, more often than others."""
    place = int(order.number.rsplit("-", 1)[-1])
    for step in range(place % 3):
        issue, suggestion, tag = REMARKS[(place // 3 * (step + 1)) % (len(REMARKS) if place % 2 else 4)]
        said = PointSaid(issue, suggestion, passage="" if step else passage, tag=tag)
        add_point(actor=editor, order=order, number=number, said=said, now=now)
