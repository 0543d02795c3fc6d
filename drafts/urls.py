"""Addresses of drafts."""

from django.urls import include, path

from drafts.views.draft_price import price

from .views import calculator, capacity, draft_files, drafts, preset_filling, presets

app_name = "drafts"

draft_urls = [
    path("", drafts.index, name="drafts"),
    path("new/", drafts.new, name="draft_new"),
    path("from-price/", calculator.begin, name="draft_from_price"),
    path("<public_id:public_id>/", drafts.edit, name="draft"),
    path("<public_id:public_id>/price/", price, name="draft_price"),
    path("<public_id:public_id>/capacity/", capacity.capacity, name="draft_capacity"),
    path("<public_id:public_id>/copy/", drafts.copy, name="draft_copy"),
    path("<public_id:public_id>/discard/", drafts.discard, name="draft_discard"),
    path("<public_id:public_id>/restoration/", drafts.restore, name="draft_restore"),
    path("<public_id:public_id>/preset/<public_id:preset_id>/", preset_filling.apply, name="draft_preset"),
    path("<public_id:public_id>/files/", draft_files.add_files, name="draft_files"),
    path("<public_id:public_id>/files/restoration/", draft_files.restore_file, name="draft_file_restore"),
    path(
        "<public_id:public_id>/files/<public_id:file_id>/remove/",
        draft_files.remove_file,
        name="draft_file_remove",
    ),
]

preset_urls = [
    path("", presets.index, name="presets"),
    path("new/", presets.new, name="preset_new"),
    path("<public_id:public_id>/", presets.edit, name="preset"),
    path("<public_id:public_id>/copy/", presets.copy, name="preset_copy"),
    path("<public_id:public_id>/archive/", presets.archive, name="preset_archive"),
    path("<public_id:public_id>/restoration/", presets.restore, name="preset_restore"),
    path("<public_id:public_id>/default/", presets.default, name="preset_default"),
    path("<public_id:public_id>/draft/", preset_filling.begin, name="preset_begin"),
]

urlpatterns = [
    path("orders/drafts/", include(draft_urls)),
    path("orders/presets/", include(preset_urls)),
]
