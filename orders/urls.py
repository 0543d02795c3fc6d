"""Addresses of catalog, drafts, orders and the desk."""

from django.urls import include, path, register_converter

from .converters import OrderNumber, PublicId, QuoteNumber, QuoteToken
from .views import (
    bulk,
    calling_off,
    catalog,
    colleagues,
    comparing,
    deadlines,
    draft_files,
    drafts,
    extensions,
    favourites,
    files,
    invoices,
    ledger,
    lists,
    messages,
    offers,
    order,
    presets,
    price_versions,
    pricebooks,
    quote_desk,
    quote_links,
    quotes,
    review,
    revision,
    revision_desk,
    revision_figures,
    revision_lists,
    revision_policy,
    revisions,
    search,
    work,
)

register_converter(OrderNumber, "order_number")
register_converter(PublicId, "public_id")
register_converter(QuoteNumber, "quote_number")
register_converter(QuoteToken, "quote_token")

app_name = "orders"

draft_urls = [
    path("", drafts.index, name="drafts"),
    path("new/", drafts.new, name="draft_new"),
    path("<public_id:public_id>/", drafts.edit, name="draft"),
    path("<public_id:public_id>/price/", drafts.price, name="draft_price"),
    path("<public_id:public_id>/order/", drafts.place, name="draft_place"),
    path("<public_id:public_id>/copy/", drafts.copy, name="draft_copy"),
    path("<public_id:public_id>/discard/", drafts.discard, name="draft_discard"),
    path("<public_id:public_id>/restoration/", drafts.restore, name="draft_restore"),
    path("<public_id:public_id>/quote/", quotes.ask, name="quote_ask"),
    path("<public_id:public_id>/preset/<public_id:preset_id>/", presets.apply, name="draft_preset"),
    path("<public_id:public_id>/files/", draft_files.add_files, name="draft_files"),
    path("<public_id:public_id>/files/restoration/", draft_files.restore_file, name="draft_file_restore"),
    path("<public_id:public_id>/files/<public_id:file_id>/remove/", draft_files.remove_file, name="draft_file_remove"),
]

preset_urls = [
    path("", presets.index, name="presets"),
    path("new/", presets.new, name="preset_new"),
    path("<public_id:public_id>/", presets.edit, name="preset"),
    path("<public_id:public_id>/copy/", presets.copy, name="preset_copy"),
    path("<public_id:public_id>/archive/", presets.archive, name="preset_archive"),
    path("<public_id:public_id>/restoration/", presets.restore, name="preset_restore"),
    path("<public_id:public_id>/default/", presets.default, name="preset_default"),
    path("<public_id:public_id>/draft/", presets.begin, name="preset_begin"),
]

quote_urls = [
    path("", quotes.index, name="quotes"),
    path("<quote_number:number>/", quotes.show, name="quote"),
    path("<quote_number:number>/document/", quotes.document, name="quote_document"),
    path("<quote_number:number>/acceptance/", quotes.accept, name="quote_accept"),
    path("<quote_number:number>/refusal/", quotes.decline, name="quote_decline"),
    path("<quote_number:number>/change/", quotes.ask_change, name="quote_change"),
    path("<quote_number:number>/again/", quotes.ask_again, name="quote_again"),
    path("<quote_number:number>/call-back/", quotes.call_back, name="quote_call_back"),
]

quote_desk_urls = [
    path("", quote_desk.index, name="desk_quotes"),
    path("new/", quote_desk.new, name="quote_new"),
    path("settings/", quote_desk.settings, name="quote_settings"),
    path("<quote_number:number>/", quote_desk.prepare, name="quote_prepare"),
    path("<quote_number:number>/price/", quote_desk.price, name="quote_price"),
    path("<quote_number:number>/rework/", quote_desk.rework, name="quote_rework"),
    path("<quote_number:number>/withdrawal/", quote_desk.withdraw, name="quote_withdraw"),
]

#: Opened by a mailed link, without an account.
quote_link_urls = [
    path("", quote_links.show, name="quote_link"),
    path("document/", quote_links.document, name="quote_link_document"),
    path("<slug:answer>/", quote_links.answer, name="quote_answer"),
    path("<slug:answer>/code/", quote_links.code, name="quote_code"),
]

account_urls = [
    path("", colleagues.index, name="accounts"),
    path("<public_id:public_id>/", colleagues.show, name="account"),
    path("<public_id:public_id>/people/<public_id:person>/role/", colleagues.change, name="account_role"),
    path("<public_id:public_id>/people/<public_id:person>/remove/", colleagues.remove, name="account_remove"),
    path("<public_id:public_id>/invitations/<public_id:invitation>/again/", colleagues.again, name="account_again"),
    path(
        "<public_id:public_id>/invitations/<public_id:invitation>/withdraw/",
        colleagues.withdraw,
        name="account_withdraw",
    ),
]

order_urls = [
    path("", order.show, name="order"),
    path("offers/", offers.offer, name="order_offer"),
    path("assignment/", offers.assign, name="order_assign"),
    path("writer/", offers.reassign, name="order_reassign"),
    path("deadlines/", deadlines.change, name="order_deadlines"),
    path("extension/", extensions.ask, name="order_extension"),
    path("extension/grant/", extensions.grant, name="order_extension_grant"),
    path("extension/refusal/", extensions.refuse, name="order_extension_refuse"),
    path("extension/withdrawal/", extensions.withdraw, name="order_extension_withdraw"),
    path("offer/accept/", offers.accept, name="order_offer_accept"),
    path("offer/decline/", offers.decline, name="order_offer_decline"),
    path("offer/<public_id:writer>/withdraw/", offers.withdraw, name="order_offer_withdraw"),
    path("start/", work.start, name="order_start"),
    path("deliveries/new/", work.deliver, name="order_deliver"),
    path("deliveries/preview/", work.preview, name="order_preview"),
    path("deliveries/<int:version>/", work.delivery, name="order_delivery"),
    path("deliveries/compared/", comparing.compare, name="order_compare"),
    path("review/claim/", review.claim, name="order_review_claim"),
    path("review/editor/", review.give, name="order_review_give"),
    path("review/release/", review.release, name="order_review_release"),
    path("review/approve/", review.approve, name="order_approve"),
    path("review/send-back/", review.send_back, name="order_send_back"),
    path("acceptance/", review.accept, name="order_accept"),
    path("revisions/new/", revisions.ask, name="order_revise"),
    path("revisions/<int:round_number>/", revision.show, name="revision"),
    path("revisions/<int:round_number>/answers/", revisions.answer, name="order_answers"),
    path("revisions/<int:round_number>/questions/", revision.questions, name="revision_questions"),
    path("revisions/<int:round_number>/verdicts/", revision.verdicts, name="revision_verdicts"),
    path("revisions/<int:round_number>/deadline/", revision.deadline, name="revision_deadline"),
    path("revisions/<int:round_number>/deadline/agreement/", revision.agree, name="revision_agree"),
    path("revisions/<int:round_number>/cancellation/", revision.cancel, name="revision_cancel"),
    path("revisions/<int:round_number>/closing/", revision.close, name="revision_close"),
    path("revisions/<int:round_number>/scope/", revision_desk.scope, name="revision_scope"),
    path("revisions/<int:round_number>/person/", revision_desk.person, name="revision_person"),
    path("revisions/<int:round_number>/change/", revision_desk.change, name="revision_change"),
    path("revisions/<int:round_number>/change/acceptance/", revision_desk.accept_change, name="change_accept"),
    path("revisions/<int:round_number>/change/refusal/", revision_desk.drop_change, name="change_drop"),
    path("revisions/<int:round_number>/change/withdrawal/", revision_desk.withdraw_change, name="change_withdraw"),
    path("messages/", messages.conversation, name="order_messages"),
    path("messages/<public_id:message>/", messages.edit, name="order_message"),
    path("notes/", messages.notes, name="order_notes"),
    path("ledger/", ledger.show, name="order_ledger"),
    path("ledger/payments/", ledger.pay, name="order_payment"),
    path("ledger/changes/", ledger.change, name="order_charge"),
    path("ledger/invoices/", ledger.invoice, name="order_invoice"),
    path("favourite/", favourites.keep, name="order_favourite"),
    path("hold/", order.hold, name="order_hold"),
    path("resumption/", order.resume, name="order_resume"),
    path("cancellation/", order.cancel, name="order_cancel"),
    path("calling-off/", calling_off.decide, name="order_call_off"),
]

urlpatterns = [
    path("services/", catalog.services, name="services"),
    path("orders/", lists.client, name="list"),
    path("orders/drafts/", include(draft_urls)),
    path("orders/presets/", include(preset_urls)),
    path("orders/quotes/", include(quote_urls)),
    path("quotes/<quote_token:token>/", include(quote_link_urls)),
    path("orders/accounts/", include(account_urls)),
    path("orders/favourites/", favourites.index, name="favourites"),
    path("orders/favourites/<public_id:writer>/remove/", favourites.remove, name="favourite_remove"),
    path("orders/revisions/", revision_lists.client, name="revisions"),
    path("orders/<order_number:number>/", include(order_urls)),
    path("files/<public_id:public_id>/", files.download, name="file"),
    path("desk/", lists.desk, name="desk"),
    path("desk/giving/", bulk.give, name="give_out"),
    path("desk/quotes/", include(quote_desk_urls)),
    path("desk/revisions/", revision_lists.desk, name="desk_revisions"),
    path("desk/revisions/figures/", revision_figures.show, name="revision_figures"),
    path("desk/revisions/policy/", revision_policy.edit, name="revision_policy"),
    path("search/", search.search, name="search"),
    path("invoices/", invoices.index, name="invoices"),
    path("invoices/<int:number>/", invoices.document, name="invoice"),
    path("invoices/accounts/<public_id:public_id>/", invoices.billing, name="billing"),
    path("desk/invoicing/", invoices.invoicing, name="invoicing"),
    path("desk/catalog/", catalog.manage, name="catalog"),
    path("desk/catalog/versions/", price_versions.history, name="catalog_history"),
    path("desk/catalog/versions/<int:version>/", price_versions.version, name="catalog_version"),
    path("desk/catalog/versions/<int:version>/take-back/", price_versions.take_back, name="catalog_take_back"),
    path("desk/catalog/<slug:part>/", pricebooks.edit, name="catalog_edit"),
]
