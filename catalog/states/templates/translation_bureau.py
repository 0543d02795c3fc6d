"""A bureau that translates and localises."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .shape import Template

TRANSLATION_BUREAU = Template(
    key="translation-bureau",
    label=_("Translation bureau"),
    text=_("Translation by the word, revision, localisation and certified documents."),
    services=(
        (
            "translation",
            "Translation",
            "word",
            "0.16",
            100,
            100_000,
            "By a translator who writes the target language.",
        ),
        (
            "specialist-translation",
            "Specialist translation",
            "word",
            "0.21",
            100,
            100_000,
            "Law, medicine, engineering.",
        ),
        (
            "post-editing",
            "Post-editing",
            "word",
            "0.08",
            250,
            200_000,
            "A machine translation made fit to publish.",
        ),
        (
            "transcreation",
            "Transcreation",
            "hour",
            "90.00",
            1,
            60,
            "Slogans and campaigns, with alternatives.",
        ),
        (
            "revision",
            "Bilingual revision",
            "word",
            "0.055",
            250,
            200_000,
            "A second translator compares with the source.",
        ),
        (
            "proofreading",
            "Proofreading",
            "word",
            "0.025",
            500,
            120_000,
            "Spelling, grammar, consistency; nothing rewritten.",
        ),
        (
            "certified-translation",
            "Certified translation",
            "page",
            "48.00",
            1,
            60,
            "By a sworn translator, with stamp.",
        ),
        (
            "localisation",
            "Software localisation",
            "word",
            "0.19",
            100,
            100_000,
            "Strings with limits and placeholders.",
        ),
        (
            "localisation-testing",
            "Localisation testing",
            "hour",
            "62.00",
            2,
            120,
            "In your application, with a report.",
        ),
        ("subtitling", "Subtitling (per minute)", "item", "11.00", 5, 600, "Timed and translated subtitles."),
        (
            "transcription",
            "Transcription (per minute)",
            "item",
            "2.40",
            15,
            1_200,
            "Who said what, with time codes.",
        ),
        ("terminology", "Terminology work", "hour", "58.00", 2, 80, "A glossary made of your texts."),
    ),
    qualities=(
        ("standard", "Translation", "1.000", "One translator, checked by an editor."),
        ("premium", "Translation and revision", "1.350", "A second translator revises every sentence."),
    ),
    addons=(
        ("glossary", "Terminology check", "per_unit", "0.02", "Each term against your glossary."),
        ("layout", "Layout check", "fixed", "45.00", "The translated document as it will be printed."),
        ("bilingual-file", "Bilingual file", "fixed", "20.00", "Source and translation side by side."),
        ("second-reader", "Second reader", "percent", "18.00", "A second editor reads it with fresh eyes."),
    ),
    subjects=(
        *("Law", "Medicine", "Pharmaceuticals", "Engineering", "Software", "Finance", "Marketing", "Tourism"),
        *("Public administration", "Academic", "Personal documents"),
    ),
    languages=(
        *(
            ("en-GB", "English (British)"),
            ("en-US", "English (American)"),
            ("de", "German"),
            ("fr", "French"),
        ),
        *(("es", "Spanish"), ("it", "Italian"), ("nl", "Dutch"), ("pl", "Polish"), ("pt", "Portuguese")),
        *(("sv", "Swedish"), ("cs", "Czech"), ("uk", "Ukrainian"), ("ar", "Arabic"), ("zh", "Chinese")),
    ),
    minimum_charge="45.00",
)
