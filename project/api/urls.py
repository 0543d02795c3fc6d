"""Addresses of the API."""

from __future__ import annotations

from django.urls import include, path

from project.base.routes import by_beginning

from . import views
from .router import router

urlpatterns = [
    path("v1/", views.roots, name="roots"),
    path("v1/schema/", views.schema_view, name="schema"),
    path("docs/", views.docs, name="docs"),
    path("v1/", include(by_beginning(router.urls))),
]
