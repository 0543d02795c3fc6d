"""The desk's pages about people, working hours and webhooks, and downloads."""

from django.urls import path

from agencies.views import working_hours

from .views import (
    acceptances,
    agency_exports,
    branding,
    closing,
    domains,
    features,
    files,
    hints,
    imports,
    legal,
    limits,
    opening,
    people,
    public_holidays,
    security,
    setup,
    storage,
    webhook_deliveries,
    webhooks,
)

app_name = "agencies"

people_urls = [
    path("desk/people/", people.people, name="people"),
    path("desk/people/invite/", people.people_invite, name="people_invite"),
    path("desk/people/invite/many/", people.people_invite_many, name="people_invite_many"),
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
    path("desk/hours/public-holidays/", public_holidays.public, name="public_holidays"),
    path("desk/hours/holidays/", working_hours.holiday_add, name="holiday_add"),
    path("desk/hours/holidays/<str:public_id>/remove/", working_hours.holiday_remove, name="holiday_remove"),
]

_webhook, _delivery = "desk/webhooks/<public_id:public_id>/", "deliveries/<public_id:delivery_id>/"
webhook_urls = [
    path("desk/webhooks/", webhooks.index, name="webhooks"),
    path("desk/webhooks/new/", webhooks.new, name="webhook_new"),
    path(_webhook, webhooks.webhook, name="webhook"),
    path(f"{_webhook}edit/", webhooks.edit, name="webhook_edit"),
    path(f"{_webhook}rotate-secret/", webhooks.rotate, name="webhook_rotate"),
    path(f"{_webhook}remove/", webhooks.remove, name="webhook_remove"),
    path(f"{_webhook}test/", webhooks.test, name="webhook_test"),
    path(f"{_webhook}{_delivery}", webhook_deliveries.delivery, name="webhook_delivery"),
    path(f"{_webhook}{_delivery}replay/", webhook_deliveries.replay, name="webhook_replay"),
]

_brand, _which = "desk/branding/", "desk/branding/pictures/<slug:which>/"
branding_urls = [
    path(_brand, branding.branding, name="branding"),
    path(f"{_brand}publish/", branding.publish, name="brand_publish"),
    path(f"{_brand}discard/", branding.discard, name="brand_discard"),
    path(f"{_brand}draft.css", branding.draft_sheet, name="brand_sheet"),
    path(f"{_brand}files/<public_id:public_id>/", branding.picture_file, name="brand_file"),
    path(_which, branding.picture_set, name="brand_picture_set"),
    path(f"{_which}remove/", branding.picture_remove, name="brand_picture_remove"),
    path(f"{_brand}history/", branding.history, name="brand_history"),
    path(f"{_brand}history/<int:number>/restore/", branding.restore, name="brand_restore"),
]

_legal = f"{_brand}legal/<slug:kind>/"
legal_urls = [
    path(f"{_brand}acceptances/", acceptances.index, name="acceptances"),
    path(f"{_brand}acceptances/export/", acceptances.export, name="acceptances_export"),
    path(_legal, legal.legal, name="legal"),
    path(f"{_legal}publish/", legal.legal_publish, name="legal_publish"),
    path(f"{_legal}withdraw/", legal.legal_withdraw, name="legal_withdraw"),
    path(f"{_legal}<int:number>/restore/", legal.legal_restore, name="legal_restore"),
]

_import = "desk/import/<public_id:public_id>/"
import_urls = [
    path("desk/import/", imports.index, name="imports"),
    path(_import, imports.show, name="import"),
    path(f"{_import}errors.csv", imports.faults, name="import_faults"),
    path(f"{_import}start/", imports.start, name="import_start"),
    path(f"{_import}undo/", imports.undo, name="import_undo"),
    path(f"{_import}discard/", imports.discard, name="import_discard"),
]

_export = "desk/export/<public_id:public_id>/"
export_urls = [
    path("desk/export/", agency_exports.index, name="exports"),
    path("desk/export/new/", agency_exports.ask, name="export_ask"),
    path(f"{_export}download/", agency_exports.download, name="export_download"),
    path(f"{_export}delete/", agency_exports.delete, name="export_delete"),
]

closing_urls = [
    path("desk/export/close/", closing.close, name="close"),
    path("desk/export/close/withdraw/", closing.withdraw, name="close_withdraw"),
]

_domain = "desk/domains/<public_id:public_id>/"
domain_urls = [
    path("desk/domains/", domains.index, name="domains"),
    path("desk/domains/new/", domains.new, name="domain_new"),
    path(_domain, domains.domain, name="domain"),
    path(f"{_domain}check/", domains.check, name="domain_check"),
    path(f"{_domain}primary/", domains.primary, name="domain_primary"),
    path(f"{_domain}remove/", domains.remove, name="domain_remove"),
]

feature_urls = [
    path("desk/features/", features.index, name="features"),
    path("desk/features/history/", features.history, name="feature_history"),
    path("desk/features/history/<public_id:public_id>/undo/", features.undo, name="feature_undo"),
    path(
        "desk/features/scheduled/<public_id:public_id>/cancel/",
        features.plan_cancel,
        name="feature_plan_cancel",
    ),
    path("desk/features/<slug:key>/", features.feature, name="feature"),
]

urlpatterns = [
    *branding_urls,
    *legal_urls,
    *feature_urls,
    *people_urls,
    *hours_urls,
    *webhook_urls,
    *import_urls,
    *export_urls,
    *closing_urls,
    *domain_urls,
    path("files/<public_id:public_id>/", files.download, name="file"),
    path("desk/files/", storage.storage, name="storage"),
    path("desk/setup/", setup.setup, name="setup"),
    path("desk/limits/", limits.limits, name="limits"),
    path("desk/agency/", opening.agency, name="agency"),
    path("desk/security/", security.security, name="security"),
    path("account/hints/<slug:key>/", hints.dismiss, name="hint_dismiss"),
]
