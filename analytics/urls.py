"""Addresses of dashboards, their rows and reports."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "analytics"

urlpatterns: list[URLPattern] = []
