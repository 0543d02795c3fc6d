"""Addresses of class orders."""

from __future__ import annotations

from django.urls import path

from .views import (
    assignment,
    bookings,
    brief,
    classes,
    member_links,
    member_portal,
    members,
    placing,
    plans,
    portal_sessions,
    reports,
    rosters,
    sessions,
    settings,
)

app_name = "cohorts"

_OWN = "account/class-links/"
_MINE = "classes/mine/<member_key:key>/"
_ONE = "classes/<public_id:public_id>/"
_MEMBER = f"{_ONE}members/<public_id:member_id>/"
_SESSION = f"{_ONE}sessions/<public_id:session_id>/"
_SEAT = f"{_SESSION}seats/<public_id:booking_id>/"

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
    path(f"{_ONE}sessions/", sessions.index, name="sessions"),
    path(f"{_ONE}sessions/new/", sessions.new, name="session_new"),
    path(f"{_ONE}sessions/attendance.csv", bookings.attendance_file, name="attendance_file"),
    path(_SESSION, sessions.show, name="session"),
    path(f"{_SESSION}edit/", sessions.edit, name="session_edit"),
    path(f"{_SESSION}cancel/", sessions.cancel, name="session_cancel"),
    path(f"{_SESSION}seats/", bookings.book, name="session_book"),
    path(f"{_SESSION}attendance/", bookings.attendance, name="attendance"),
    path(f"{_SEAT}cancel/", bookings.unbook, name="seat_cancel"),
    path(f"{_SEAT}move/", bookings.move, name="seat_move"),
    path(f"{_SEAT}calendar.ics", bookings.calendar, name="seat_calendar"),
    path(f"{_ONE}place/", placing.review, name="place"),
    path(f"{_ONE}plan/", plans.edit, name="plan"),
    path(f"{_ONE}writers/", assignment.edit, name="writers"),
    path(f"{_ONE}installments/", plans.installments, name="installments"),
    path(f"{_ONE}nudge/", reports.nudge, name="nudge"),
    path(f"{_ONE}reports/", reports.index, name="reports"),
    path("classes/reports/<public_id:public_id>/", reports.show, name="report"),
    path("classes/reports/<public_id:public_id>/<slug:kind>/", reports.download, name="report_file"),
    path("classes/report-links/<public_id:public_id>/revoke/", reports.revoke, name="report_link_revoke"),
    path("class-report/<report_key:key>/", reports.shared, name="shared_report"),
    path(_OWN, member_links.own, name="own_links"),
    path(
        "account/class-links/<public_id:public_id>/revoke/", member_links.own_revoke, name="own_link_revoke"
    ),
    path(f"{_ONE}links/", member_links.index, name="links"),
    path(f"{_ONE}links/send/", member_links.send_all, name="links_send"),
    path(f"{_MEMBER}link/", member_links.send, name="member_link"),
    path(f"{_MEMBER}link/revoke/", member_links.revoke, name="member_link_revoke"),
    path(_MINE, member_portal.mine, name="mine"),
    path(f"{_MINE}brief/", member_portal.brief, name="mine_brief"),
    path(f"{_MINE}files/<public_id:public_id>/", member_portal.file, name="mine_file"),
    path(
        f"{_MINE}files/<public_id:public_id>/remove/",
        member_portal.file_remove,
        name="mine_file_remove",
    ),
    path(f"{_MINE}versions/<int:version>/", member_portal.version, name="mine_version"),
    path(f"{_MINE}acceptance/", member_portal.accept, name="mine_accept"),
    path(f"{_MINE}revisions/", member_portal.revise, name="mine_revise"),
    path(f"{_MINE}answers/", member_portal.reply, name="mine_reply"),
    path(f"{_MINE}messages/", member_portal.message, name="mine_message"),
    path(f"{_MINE}sessions/<public_id:public_id>/", portal_sessions.book, name="mine_book"),
    path(f"{_MINE}seats/<public_id:public_id>/cancel/", portal_sessions.give_back, name="mine_seat_cancel"),
    path(f"{_MINE}seats/<public_id:public_id>/move/", portal_sessions.move, name="mine_seat_move"),
    path(
        f"{_MINE}seats/<public_id:public_id>/calendar.ics",
        portal_sessions.calendar,
        name="mine_seat_calendar",
    ),
]
