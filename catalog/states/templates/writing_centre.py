"""A centre that helps people to write: tutors give feedback, and write nothing in anybody's place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .shape import Template

WRITING_CENTRE = Template(
    key="writing-centre",
    label=_("Writing centre"),
    text=_("Tutoring, feedback on drafts and workshops. Writers keep writing themselves."),
    services=(
        (
            "tutorial-feedback",
            "Writing feedback",
            "hour",
            "48.00",
            1,
            40,
            "A tutor’s comments on a draft of your own.",
        ),
        ("tutorial", "Tutorial", "hour", "52.00", 1, 20, "One to one, online or in person."),
        (
            "draft-comments",
            "Comments on a draft",
            "page",
            "6.50",
            3,
            120,
            "Comments in the margin and a summary.",
        ),
        (
            "structure-review",
            "Structure review",
            "item",
            "65.00",
            1,
            20,
            "Does the outline carry the argument?",
        ),
        (
            "language-feedback",
            "Language feedback",
            "page",
            "5.00",
            3,
            120,
            "Patterns explained; you correct them.",
        ),
        (
            "citation-help",
            "Help with citations",
            "hour",
            "45.00",
            1,
            10,
            "How to cite, shown with your own sources.",
        ),
        ("workshop", "Group workshop", "hour", "160.00", 1, 24, "For up to 16 people, with exercises."),
        (
            "writing-group",
            "Guided writing group",
            "hour",
            "95.00",
            2,
            40,
            "Regular sessions with a facilitator.",
        ),
        (
            "presentation-coaching",
            "Presentation coaching",
            "hour",
            "58.00",
            1,
            10,
            "From slides to spoken words.",
        ),
        (
            "application-feedback",
            "Feedback on an application",
            "item",
            "55.00",
            1,
            20,
            "A letter and a CV, commented.",
        ),
    ),
    qualities=(
        ("standard", "Tutor", "1.000", "A trained tutor."),
        ("senior", "Senior tutor", "1.300", "A tutor who knows your field and its journals."),
    ),
    addons=(
        ("follow-up", "Follow-up", "fixed", "25.00", "The tutor looks at the revised draft once more."),
        ("written-summary", "Written summary", "fixed", "18.00", "What was discussed, with the next steps."),
        ("recording", "Recording", "fixed", "10.00", "The session to watch again, for 30 days."),
    ),
    subjects=(
        *("Humanities", "Social sciences", "Natural sciences", "Engineering", "Medicine", "Business", "Law"),
        *("Education", "Creative writing", "Careers"),
    ),
    languages=(("en-GB", "English (British)"), ("en-US", "English (American)"), ("de", "German")),
    urgencies=(
        ("express", "Express", 48, "1.300", "Within two days."),
        ("swift", "Swift", 120, "1.100", "Within five days."),
    ),
    minimum_charge="15.00",
    preferred_surcharge="0.00",
)
