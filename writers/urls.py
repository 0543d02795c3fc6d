"""Addresses of the studio (writers) and of editing (editors)."""

from django.urls import path

from .views import editing, past_work, review, revisions, studio

app_name = "writers"

urlpatterns = [
    path("studio/", studio.index, name="studio"),
    path("studio/offers/", studio.offers, name="offers"),
    path("studio/handed-over/", past_work.index, name="past_work"),
    path("studio/revisions/", revisions.studio, name="revisions"),
    path("editing/", editing.index, name="editing"),
    path("editing/<order_number:number>/", review.read, name="review"),
    path("editing/next/", editing.take_next, name="editing_next"),
    path("editing/revisions/", revisions.editing, name="editing_revisions"),
]
