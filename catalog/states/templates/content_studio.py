"""A studio that writes for brands: articles, web pages, campaigns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .shape import Template

CONTENT_STUDIO = Template(
    key="content-studio",
    label=_("Content studio"),
    text=_("Articles, web pages, newsletters and campaigns for brands."),
    services=(
        (
            "article",
            "Article",
            "word",
            "0.24",
            300,
            8_000,
            "Blog and magazine articles, researched and edited.",
        ),
        ("website-copy", "Website copy", "page", "140.00", 1, 60, "Landing, about and service pages."),
        ("product-descriptions", "Product descriptions", "item", "22.00", 3, 500, "Short texts for shops."),
        ("case-study", "Case study", "word", "0.38", 500, 4_000, "A customer’s story, with an interview."),
        ("white-paper", "White paper", "page", "180.00", 4, 40, "Long-form argument with sources."),
        ("newsletter", "Newsletter", "item", "160.00", 1, 52, "One issue, from subject line to sign-off."),
        (
            "email-sequence",
            "Email sequence",
            "item",
            "85.00",
            3,
            30,
            "Priced per email: welcome, launch, renewal.",
        ),
        ("press-release", "Press release", "item", "210.00", 1, 20, "News in the form that newsrooms use."),
        (
            "social-posts",
            "Social media posts",
            "item",
            "18.00",
            5,
            300,
            "Posts for one channel, with hashtags.",
        ),
        (
            "video-script",
            "Video script",
            "word",
            "0.42",
            150,
            3_000,
            "Spoken text with notes on the pictures.",
        ),
        (
            "ghostwriting",
            "Ghostwritten opinion piece",
            "word",
            "0.48",
            500,
            3_000,
            "In your voice, after a call.",
        ),
        ("content-audit", "Content audit", "hour", "75.00", 2, 80, "What to keep, rewrite and delete."),
    ),
    qualities=(
        ("standard", "Standard", "1.000", "One writer, reviewed by an editor."),
        ("premium", "Premium", "1.350", "A senior writer who knows the field, two editorial passes."),
    ),
    addons=(
        ("seo", "Search outline", "fixed", "60.00", "Keywords, title and meta description."),
        ("sources", "List of sources", "fixed", "35.00", "Every claim with its source, in one table."),
        ("images", "Image suggestions", "fixed", "25.00", "Three licensed suggestions with captions."),
        (
            "interview",
            "Interview",
            "fixed",
            "120.00",
            "A call with a person whom you name, up to 45 minutes.",
        ),
        ("second-reader", "Second reader", "percent", "18.00", "A second editor reads it with fresh eyes."),
    ),
    subjects=(
        *("Technology", "Software", "Health", "Finance", "Travel", "Food", "Education", "Culture"),
        *("Environment", "Non-profit", "Manufacturing", "Real estate"),
    ),
    languages=(
        ("en-GB", "English (British)"),
        ("en-US", "English (American)"),
        ("de", "German"),
        ("fr", "French"),
    ),
)
