"""Addresses of class orders."""

from __future__ import annotations

from django.urls import path

from .views import brief, classes, members, placing, rosters, settings

app_name = "cohorts"

_ONE = "classes/<public_id:public_id>/"
_MEMBER = f"{_ONE}members/<public_id:member_id>/"

urlpatterns = [
    path("classes/", classes.index, name="classes"),
    path("classes/new/", classes.new, name="new"),
    path(_ONE, classes.show, name="class"),
    path(f"{_ONE}end/<slug:verb>/", classes.end, name="end"),
    path(f"{_ONE}settings/", settings.edit, name="settings"),
    path(f"{_ONE}fields/", settings.field_add, name="field_add"),
    path(f"{_ONE}fields/remove/", settings.field_remove, name="field_remove"),
    path(f"{_ONE}brief/", brief.edit, name="brief"),
    path(f"{_ONE}files/<public_id:file_id>/remove/", brief.file_remove, name="file_remove"),
    path(f"{_ONE}roster/", rosters.upload, name="roster"),
    path(f"{_ONE}roster/<public_id:upload_id>/", rosters.check, name="roster_check"),
    path(f"{_ONE}roster/<public_id:upload_id>/save/", rosters.save, name="roster_save"),
    path(f"{_ONE}roster/<public_id:upload_id>/discard/", rosters.discard, name="roster_discard"),
    path(f"{_ONE}members/new/", members.new, name="member_new"),
    path(_MEMBER, members.edit, name="member"),
    path(f"{_MEMBER}remove/", members.remove, name="member_remove"),
    path(f"{_MEMBER}order/", members.order, name="member_order"),
    path(f"{_MEMBER}files/", members.files, name="member_files"),
    path(f"{_ONE}place/", placing.review, name="place"),
]
