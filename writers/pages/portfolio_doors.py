"""The doors of portfolios, as features name them (writers/pages/features.py)."""

from __future__ import annotations

from project.base.features import Door

#: What others see of portfolios: gone, as if it had never been.
_SHOWN = (
    *("public_directory", "public_portfolio", "public_picture", "public_photo", "public_sample"),
    *("public_sample_file", "shown", "client_directory", "shortlist", "compare_writers"),
    *("client_portfolio", "client_portfolio_draft", "client_photo", "client_sample", "client_sample_file"),
    *("shortlist_add", "sample_ask"),
)
_WRITTEN = (
    *("portfolio_make", "portfolio_show", "portfolio_submit", "portfolio_photo", "portfolio_from_order"),
    "portfolio_photo_remove",
    *("portfolio_sample_new", "portfolio_arrange", "portfolio_sample_act", "portfolio_collection_new"),
    *("portfolio_collection", "sample_request_answer", "consent_ask"),
    *("desk_portfolio_decision", "desk_sample_decision"),
)
PORTFOLIO_PAGES: dict[Door, tuple[str, ...]] = {
    Door.SHUT: (*_SHOWN, *_WRITTEN),
    Door.READ: ("portfolio_preview", "portfolio_export", "sample_links", "desk_portfolios"),
    Door.STILL: (
        *("portfolio", "portfolio_profile", "portfolio_orders", "portfolio_sample", "sample_check"),
        *("sample_requests", "desk_portfolio", "portfolio_policy"),
    ),
    #: A client's consent, and whatever shows less than before.
    Door.ENDS: (
        *("sample_link_revoke", "shortlist_remove"),
        *("consent_link", "consent", "consent_withdraw"),
    ),
}
PORTFOLIO_API: dict[str, Door] = {
    **dict.fromkeys(
        (
            *("writer-portfolios", "portfolio-samples", "sample-links", "sample-requests"),
            *("sample-consents", "sample-findings", "shortlist"),
        ),
        Door.READ,
    ),
    "writer-portfolios.public_view": Door.SHUT,
    **dict.fromkeys(
        (
            *("sample-links.destroy", "shortlist.destroy", "portfolio-samples.destroy"),
            *("sample-consents.answer_consent", "sample-consents.withdraw"),
        ),
        Door.ENDS,
    ),
}
