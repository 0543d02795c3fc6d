"""Addresses of catalog, drafts, orders and the desk."""

from django.urls import include, path, register_converter

from .converters import OrderNumber, PublicId
from .views import (
    bulk,
    catalog,
    colleagues,
    comparing,
    deadlines,
    drafts,
    extensions,
    files,
    invoices,
    ledger,
    lists,
    messages,
    offers,
    order,
    price_versions,
    pricebooks,
    review,
    revisions,
    search,
    work,
)

register_converter(OrderNumber, "order_number")
register_converter(PublicId, "public_id")

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
    path("<public_id:public_id>/files/", drafts.add_files, name="draft_files"),
    path("<public_id:public_id>/files/<public_id:file_id>/remove/", drafts.remove_file, name="draft_file_remove"),
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
    path("revisions/<int:round_number>/answers/", revisions.answer, name="order_answers"),
    path("messages/", messages.conversation, name="order_messages"),
    path("messages/<public_id:message>/", messages.edit, name="order_message"),
    path("notes/", messages.notes, name="order_notes"),
    path("ledger/", ledger.show, name="order_ledger"),
    path("ledger/payments/", ledger.pay, name="order_payment"),
    path("ledger/changes/", ledger.change, name="order_charge"),
    path("ledger/invoices/", ledger.invoice, name="order_invoice"),
    path("hold/", order.hold, name="order_hold"),
    path("resumption/", order.resume, name="order_resume"),
    path("cancellation/", order.cancel, name="order_cancel"),
]

urlpatterns = [
    path("services/", catalog.services, name="services"),
    path("orders/", lists.client, name="list"),
    path("orders/drafts/", include(draft_urls)),
    path("orders/accounts/", include(account_urls)),
    path("orders/<order_number:number>/", include(order_urls)),
    path("files/<public_id:public_id>/", files.download, name="file"),
    path("desk/", lists.desk, name="desk"),
    path("desk/giving/", bulk.give, name="give_out"),
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
