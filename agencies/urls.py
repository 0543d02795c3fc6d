"""The desk's pages about people."""

from django.urls import path

from .views import hints, people

app_name = "agencies"

people_urls = [
    path("desk/people/", people.people, name="people"),
    path("desk/people/invite/", people.people_invite, name="people_invite"),
    path("desk/people/invitations/<str:public_id>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path("desk/people/<str:public_id>/", people.person, name="person"),
    path("desk/people/<str:public_id>/end/", people.person_end, name="person_end"),
]

urlpatterns = [*people_urls, path("account/hints/<slug:key>/", hints.dismiss, name="hint_dismiss")]
