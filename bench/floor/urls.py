"""The addresses of the floor."""

from django.http import HttpResponse
from django.urls import path

from . import views

urlpatterns = [
    path("healthz/live", lambda request: HttpResponse("live")),
    path("floor/one/", views.one),
    path("floor/list/", views.orders, name="floor_list"),
    path("floor/list/<int:pk>/", views.orders, name="floor_order"),
    path("floor/clients/<int:pk>/", views.orders, name="floor_client"),
    path("floor/bare/", views.bare),
    path("floor/<slug:place>/", views.bare, name="floor_page"),
]
