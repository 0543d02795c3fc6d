"""Addresses of dashboards, their rows and reports."""

from __future__ import annotations

from django.urls import path

from .views import boards, report_leaving, reports

app_name = "analytics"
_ONE = "analytics/reports/<public_id:public_id>/"

urlpatterns = [
    path("analytics/", boards.first, name="boards"),
    path("analytics/reports/", reports.index, name="reports"),
    path("analytics/reports/new/", reports.new, name="report_new"),
    path("analytics/reports/sent/<public_id:public_id>/", reports.run, name="report_run"),
    path(_ONE, reports.show, name="report"),
    path(f"{_ONE}edit/", reports.edit, name="report_edit"),
    path(f"{_ONE}<slug:verb>/", reports.act, name="report_act"),
    path("report-leave/<report_leave_key:key>/", report_leaving.leave, name="report_leave"),
    *boards.addresses_of_boards(),
]
