"""Addresses of dashboards, their rows and reports."""

from __future__ import annotations

from django.urls import path

from .views import boards

app_name = "analytics"

urlpatterns = [path("analytics/", boards.first, name="boards"), *boards.addresses_of_boards()]
