"""Addresses of clients."""

from django.urls import include, path

from .views import colleagues, desk, desk_records, favourites, merging, style_guides

app_name = "clients"

account_urls = [
    path("", colleagues.index, name="accounts"),
    path("<public_id:public_id>/", colleagues.show, name="account"),
    path("<public_id:public_id>/style-guide/", style_guides.style_guide, name="style_guide"),
    path("<public_id:public_id>/people/<public_id:person>/role/", colleagues.change, name="account_role"),
    path("<public_id:public_id>/people/<public_id:person>/remove/", colleagues.remove, name="account_remove"),
    path(
        "<public_id:public_id>/invitations/<public_id:invitation>/again/",
        colleagues.again,
        name="account_again",
    ),
    path(
        "<public_id:public_id>/invitations/<public_id:invitation>/withdraw/",
        colleagues.withdraw,
        name="account_withdraw",
    ),
]

desk_urls = [
    path("", desk.index, name="desk_clients"),
    path("new/", desk.new, name="desk_client_new"),
    path("<public_id:public_id>/", desk.show, name="desk_client"),
    path("<public_id:public_id>/edit/", desk.edit, name="desk_client_edit"),
    path("<public_id:public_id>/invitations/", desk.invite, name="desk_client_invite"),
    path("<public_id:public_id>/contacts/", desk_records.add, name="contact_add"),
    path("<public_id:public_id>/contacts/<public_id:contact>/", desk_records.edit, name="contact_edit"),
    path(
        "<public_id:public_id>/contacts/<public_id:contact>/remove/",
        desk_records.remove,
        name="contact_remove",
    ),
    path("<public_id:public_id>/notes/", desk_records.write, name="client_note"),
    path(
        "<public_id:public_id>/notes/<public_id:note>/remove/", desk_records.forget, name="client_note_remove"
    ),
    path("<public_id:public_id>/merge/", merging.merge, name="client_merge"),
    path("<public_id:public_id>/separate/", merging.part, name="client_part"),
]

urlpatterns = [
    path("desk/clients/", include(desk_urls)),
    path("orders/accounts/", include(account_urls)),
    path("orders/favourites/", favourites.index, name="favourites"),
    path("orders/favourites/<public_id:writer>/remove/", favourites.remove, name="favourite_remove"),
]
