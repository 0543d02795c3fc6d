"""Addresses of catalog."""

from django.urls import path

from .views import catalog, drafted_prices, price_editing, price_versions, services, templates

app_name = "catalog"

urlpatterns = [
    path("services/", services.services, name="services"),
    path("services/<slug:slug>/", services.service, name="service"),
    path("desk/catalog/", catalog.manage, name="catalog"),
    path("desk/catalog/templates/", templates.templates, name="templates"),
    path("desk/catalog/versions/", price_versions.history, name="catalog_history"),
    path("desk/catalog/versions/<int:version>/", price_versions.version, name="catalog_version"),
    path(
        "desk/catalog/versions/<int:version>/take-back/", price_versions.take_back, name="catalog_take_back"
    ),
    path("desk/catalog/imported/<public_id:public_id>/", drafted_prices.show, name="catalog_draft"),
    path(
        "desk/catalog/imported/<public_id:public_id>/publish/",
        drafted_prices.publish,
        name="catalog_draft_publish",
    ),
    path(
        "desk/catalog/imported/<public_id:public_id>/discard/",
        drafted_prices.discard,
        name="catalog_draft_discard",
    ),
    path("desk/catalog/<slug:part>/", price_editing.edit, name="catalog_edit"),
]
