"""Addresses of orders."""

from django.urls import include, path

from orders.views import version_comparison
from orders.views.holding import cancel, hold, resume

from .views import (
    calling_off,
    deadlines,
    deliveries,
    extensions,
    favourites,
    history,
    ledger,
    lists,
    messages,
    offers,
    offers_bulk,
    order,
    placing,
    reviews,
    revision_desk,
    revision_figures,
    revision_lists,
    revision_page,
    revision_policy,
    revision_requests,
    search,
)

app_name = "orders"

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
    path("start/", deliveries.start, name="order_start"),
    path("deliveries/new/", deliveries.deliver, name="order_deliver"),
    path("deliveries/preview/", deliveries.preview, name="order_preview"),
    path("deliveries/<int:version>/", deliveries.delivery, name="order_delivery"),
    path("deliveries/compared/", version_comparison.compare, name="order_compare"),
    path("review/claim/", reviews.claim, name="order_review_claim"),
    path("review/editor/", reviews.give, name="order_review_give"),
    path("review/release/", reviews.release, name="order_review_release"),
    path("review/approve/", reviews.approve, name="order_approve"),
    path("review/send-back/", reviews.send_back, name="order_send_back"),
    path("acceptance/", reviews.accept, name="order_accept"),
    path("revisions/new/", revision_requests.ask, name="order_revise"),
    path("revisions/<int:round_number>/", revision_page.show, name="revision"),
    path("revisions/<int:round_number>/answers/", revision_requests.answer, name="order_answers"),
    path("revisions/<int:round_number>/questions/", revision_page.questions, name="revision_questions"),
    path("revisions/<int:round_number>/verdicts/", revision_page.verdicts, name="revision_verdicts"),
    path("revisions/<int:round_number>/deadline/", revision_page.deadline, name="revision_deadline"),
    path("revisions/<int:round_number>/deadline/agreement/", revision_page.agree, name="revision_agree"),
    path("revisions/<int:round_number>/cancellation/", revision_page.cancel, name="revision_cancel"),
    path("revisions/<int:round_number>/closing/", revision_page.close, name="revision_close"),
    path("revisions/<int:round_number>/scope/", revision_desk.scope, name="revision_scope"),
    path("revisions/<int:round_number>/person/", revision_desk.person, name="revision_person"),
    path("revisions/<int:round_number>/change/", revision_desk.change, name="revision_change"),
    path(
        "revisions/<int:round_number>/change/acceptance/", revision_desk.accept_change, name="change_accept"
    ),
    path("revisions/<int:round_number>/change/refusal/", revision_desk.drop_change, name="change_drop"),
    path(
        "revisions/<int:round_number>/change/withdrawal/",
        revision_desk.withdraw_change,
        name="change_withdraw",
    ),
    path("favourite/", favourites.keep, name="order_favourite"),
    path("messages/", messages.conversation, name="order_messages"),
    path("messages/<public_id:message>/", messages.edit, name="order_message"),
    path("notes/", messages.notes, name="order_notes"),
    path("history/", history.show, name="order_history"),
    path("ledger/", ledger.show, name="order_ledger"),
    path("ledger/payments/", ledger.pay, name="order_payment"),
    path("ledger/changes/", ledger.change, name="order_charge"),
    path("hold/", hold, name="order_hold"),
    path("resumption/", resume, name="order_resume"),
    path("cancellation/", cancel, name="order_cancel"),
    path("calling-off/", calling_off.decide, name="order_call_off"),
]

urlpatterns = [
    path("orders/", lists.client, name="list"),
    path("orders/revisions/", revision_lists.client, name="revisions"),
    path("orders/drafts/<public_id:public_id>/order/", placing.place, name="draft_place"),
    path("orders/<order_number:number>/", include(order_urls)),
    path("desk/", lists.desk, name="desk"),
    path("desk/giving/", offers_bulk.give, name="give_out"),
    path("desk/revisions/", revision_lists.desk, name="desk_revisions"),
    path("desk/revisions/figures/", revision_figures.show, name="revision_figures"),
    path("desk/revisions/policy/", revision_policy.edit, name="revision_policy"),
    path("search/", search.search, name="search"),
]
