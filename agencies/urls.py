"""The desk's pages about people and working hours, and downloads."""

from django.urls import path

from agencies.views import working_hours

from .views import files, hints, people, security, storage

app_name = "agencies"

people_urls = [
    path("desk/people/", people.people, name="people"),
    path("desk/people/invite/", people.people_invite, name="people_invite"),
    path(
        "desk/people/invitations/<str:public_id>/withdraw/",
        people.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("desk/people/<str:public_id>/", people.person, name="person"),
    path("desk/people/<str:public_id>/end/", people.person_end, name="person_end"),
    path("desk/people/<str:public_id>/suspend/", people.person_suspend, name="person_suspend"),
    path("desk/people/<str:public_id>/restore/", people.person_restore, name="person_restore"),
]

hours_urls = [
    path("desk/hours/", working_hours.hours, name="hours"),
    path("desk/hours/holidays/", working_hours.holiday_add, name="holiday_add"),
    path("desk/hours/holidays/<str:public_id>/remove/", working_hours.holiday_remove, name="holiday_remove"),
]

urlpatterns = [
    *people_urls,
    *hours_urls,
    path("files/<public_id:public_id>/", files.download, name="file"),
    path("desk/files/", storage.storage, name="storage"),
    path("desk/security/", security.security, name="security"),
    path("account/hints/<slug:key>/", hints.dismiss, name="hint_dismiss"),
]
