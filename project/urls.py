"""Every address of the web pages. The names are stable: templates, tests and mails use them."""

from importlib import import_module

from django.conf import settings
from django.urls import URLResolver, include, path

from agencies.views import legal
from project.base.routes import by_beginning

from . import brand_preview, mail_page, views

handler400 = "project.errors.bad_request"
handler403 = "project.errors.forbidden"
handler404 = "project.errors.not_found"
handler500 = "project.errors.server_error"


def _of_app(app: str) -> URLResolver:
    module = import_module(f"{app}.urls")
    routes, name = by_beginning(module.urlpatterns), getattr(module, "app_name", "")
    return path("", include((routes, name) if name else routes))


urlpatterns = [
    path("", views.home, name="home"),
    path("home/", views.workspace, name="workspace"),
    path("help/", views.help_page, name="help"),
    path("robots.txt", views.robots, name="robots"),
    path("brand.<int:version>.css", views.stylesheet, name="brand"),
    path("brand/<slug:which>.<int:version>.png", views.brand_picture, name="brand_picture"),
    path("desk/branding/preview/mail/", brand_preview.mail, name="brand_preview_mail"),
    path("desk/branding/preview/<slug:kind>/", brand_preview.preview, name="brand_preview"),
    path("desk/branding/preview/<slug:kind>.pdf", brand_preview.as_pdf, name="brand_preview_pdf"),
    path("legal/<slug:kind>/", legal.legal_page, name="legal"),
    path("legal/<slug:kind>/<int:number>/", legal.legal_page, name="legal_version"),
    path("mail/", mail_page.mails, name="mails"),
    path("mail/<slug:name>/<int:place>/", mail_page.mail, name="mail"),
    path("mail/<slug:name>/<int:place>/html/", mail_page.mail_html, name="mail_html"),
    path("api/", include(("project.api.urls", "api"))),
    *map(_of_app, settings.OUR_APPS),
]

if settings.DEBUG or settings.DEMO:
    from . import ui_page

    urlpatterns += [path("ui/", ui_page.gallery, name="ui")]
