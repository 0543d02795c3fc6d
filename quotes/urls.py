"""Addresses of quotes."""

from django.urls import include, path

from .views import quote_desk, quote_links, quotes, trial_orders

app_name = "quotes"

draft_urls = [
    path("<public_id:public_id>/quote/", quotes.ask, name="quote_ask"),
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

urlpatterns = [
    path("orders/drafts/", include(draft_urls)),
    path("orders/quotes/", include(quote_urls)),
    path("quotes/<quote_key:token>/", include(quote_link_urls)),
    path("desk/clients/<public_id:public_id>/order/", quote_desk.in_name, name="order_for_client"),
    path("desk/quotes/", include(quote_desk_urls)),
    path("desk/setup/trial/", trial_orders.trial, name="trial"),
    path("desk/setup/trial/delete/", trial_orders.delete, name="trial_delete"),
]
