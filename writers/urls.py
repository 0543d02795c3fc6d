"""Addresses of the studio (writers) and of editing (editors)."""

from django.urls import include, path

from .views import (
    auto_accept,
    earnings,
    editing,
    editor_workload,
    levels,
    past_work,
    pool,
    pool_desk,
    rates,
    review,
    revisions,
    studio,
    undoing,
)

app_name = "writers"

person_urls = [
    path("", earnings.person, name="person_earnings"),
    path("<month:month>/", earnings.person_month, name="person_earnings_month"),
    path("<month:month>/csv/", earnings.person_csv, name="person_earnings_csv"),
    path("<month:month>/pdf/", earnings.person_pdf, name="person_earnings_pdf"),
]

urlpatterns = [
    path("studio/", studio.index, name="studio"),
    path("studio/offers/", studio.offers, name="offers"),
    path("studio/handed-over/", past_work.index, name="past_work"),
    path("studio/revisions/", revisions.studio, name="revisions"),
    path("studio/pool/", pool.index, name="pool"),
    path("studio/pool/<public_id:public_id>/", pool.entry, name="pool_entry"),
    path("studio/pool/<public_id:public_id>/take/", pool.take, name="pool_take"),
    path("studio/pool/<public_id:public_id>/interest/", pool.interest, name="pool_interest"),
    path(
        "studio/pool/<public_id:public_id>/interest/withdraw/",
        pool.withdraw_interest,
        name="pool_interest_withdraw",
    ),
    path("studio/pool/<public_id:public_id>/leave/", pool.leave, name="pool_leave"),
    path("studio/auto-accept/", auto_accept.index, name="auto_accept"),
    path("studio/auto-accept/new/", auto_accept.new, name="auto_accept_new"),
    path("studio/auto-accept/<public_id:public_id>/", auto_accept.rule, name="auto_accept_rule"),
    path("studio/auto-accept/<public_id:public_id>/switch/", auto_accept.switch, name="auto_accept_switch"),
    path("studio/auto-accept/<public_id:public_id>/delete/", auto_accept.delete, name="auto_accept_delete"),
    path("orders/<order_number:number>/undo-acceptance/", undoing.undo, name="undo_acceptance"),
    path("desk/pool/", pool_desk.index, name="desk_pool"),
    path("orders/<order_number:number>/pool/", pool_desk.put, name="pool_put"),
    path("orders/<order_number:number>/pool/withdraw/", pool_desk.withdraw, name="pool_withdraw"),
    path("editing/", editing.index, name="editing"),
    path("editing/<order_number:number>/", review.read, name="review"),
    path("editing/next/", editing.take_next, name="editing_next"),
    path("editing/workload/", editor_workload.own, name="workload"),
    path("desk/people/<public_id:public_id>/workload/", editor_workload.of_editor, name="desk_workload"),
    path("editing/revisions/", revisions.editing, name="editing_revisions"),
    path("studio/earnings/", earnings.own, name="earnings"),
    path("studio/earnings/<month:month>/", earnings.own_month, name="earnings_month"),
    path("studio/earnings/<month:month>/csv/", earnings.own_csv, name="earnings_csv"),
    path("studio/earnings/<month:month>/pdf/", earnings.own_pdf, name="earnings_pdf"),
    path("desk/earnings/", earnings.people, name="all_earnings"),
    path("desk/earnings/<month:month>/csv/", earnings.people_csv, name="all_earnings_csv"),
    path("desk/earnings/<public_id:public_id>/", include(person_urls)),
    path("desk/rates/", rates.index, name="rates"),
    path("desk/rates/new/", rates.new, name="rate_new"),
    path("desk/rates/history/", rates.history, name="rate_history"),
    path("desk/rates/<public_id:public_id>/removal/", rates.remove, name="rate_remove"),
    path("desk/levels/new/", levels.new, name="level_new"),
    path("desk/levels/people/", levels.people, name="level_people"),
    path("desk/levels/people/<public_id:public_id>/", levels.person, name="level_person"),
    path("desk/levels/held/<public_id:public_id>/removal/", levels.remove, name="held_remove"),
    path("desk/levels/<public_id:public_id>/", levels.edit, name="level"),
    path("desk/levels/<public_id:public_id>/archive/", levels.archive, name="level_archive"),
    path("desk/levels/<public_id:public_id>/restoration/", levels.restore, name="level_restore"),
]
