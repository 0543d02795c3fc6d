"""Addresses of clients."""

from django.urls import include, path

from .views import colleagues, favourites, style_guides

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

urlpatterns = [
    path("orders/accounts/", include(account_urls)),
    path("orders/favourites/", favourites.index, name="favourites"),
    path("orders/favourites/<public_id:writer>/remove/", favourites.remove, name="favourite_remove"),
]
