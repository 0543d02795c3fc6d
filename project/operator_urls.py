"""The addresses of the operator's host (OPERATOR_HOST). Those of agencies stand in project/urls.py."""

from django.urls import path

from project import operator_page

urlpatterns = [
    path("", operator_page.overview),
    path("sign-in/", operator_page.sign_in),
    path("sign-out/", operator_page.sign_out),
    path("closed/", operator_page.closed),
    path("agencies/<slug:code>/", operator_page.agency),
    path("agencies/<slug:code>/limits/", operator_page.limits),
    path("agencies/<slug:code>/suspend/", operator_page.suspend),
    path("agencies/<slug:code>/resume/", operator_page.resume),
]
