"""Addresses of the pages of awards, in four namespaces."""

from django.urls import include, path

from awards.web import (
    acts,
    back_entry,
    decide,
    decisions,
    exports,
    inbox,
    initiative_uses,
    judging,
    likeness_parts,
    missed,
    outlooks,
    picks,
    proposal_edit,
    proposal_list,
    proposal_page,
    quotas,
    received_date,
    register,
    replaying,
    report_records,
    reports,
    search,
    standing_table,
    standings,
    together,
)

work = [
    path("", inbox.inbox, name="inbox"),
    path("thong-bao/", inbox.notices, name="notices"),
    path("thong-bao/da-doc/", inbox.mark_all_read, name="notices_read"),
    path("thong-bao/<int:pk>/", inbox.open_notice, name="notice"),
    path("tim/", search.search, name="search"),
    path("tim/nhanh/", search.palette, name="palette"),
]

proposals = [
    path("de-nghi/", proposal_list.proposal_list, name="list"),
    path("de-nghi/danh-sach.xlsx", exports.proposal_list, name="export"),
    path("de-nghi/lap/", proposal_edit.create, name="create"),
    path("de-nghi/lap/xem-truoc/", proposal_edit.preview, name="preview"),
    path("de-nghi/lap/cap-quyet-dinh/", proposal_edit.deciders, name="deciders"),
    path("de-nghi/lap/can-cu/", proposal_edit.grounds, name="grounds"),
    path("de-nghi/lap/nguoi-nhan/", picks.recipients, name="pick"),
    path("de-nghi/cung-luc/", together.together, name="together"),
    path("de-nghi/quyet-dinh/", decide.decide, name="decide"),
    path("de-nghi/chi-tieu/", quotas.quotas, name="quotas"),
    path("de-nghi/chi-tieu/<str:code>/nguoi/", quotas.people, name="quota_people"),
    path("de-nghi/<int:pk>/", proposal_page.detail, name="detail"),
    path("de-nghi/<int:pk>/sua/", proposal_edit.edit, name="edit"),
    path("de-nghi/<int:pk>/viec/<slug:name>/", acts.act, name="act"),
    path("de-nghi/<int:pk>/ngay-nhan/", received_date.correct, name="correct_received"),
    path("de-nghi/<int:pk>/khong-trung/", likeness_parts.acknowledge, name="acknowledge"),
    path("khen-thuong/de-nghi/<int:pk>/danh-gia/", judging.judge, name="judge"),
    path("de-nghi/<int:pk>/ban-gui/<int:number>/tinh-lai/", replaying.replay, name="replay"),
]

awards = [
    path("khen-thuong/quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("khen-thuong/quyet-dinh/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("khen-thuong/ghi-lai/", back_entry.back_entry, name="back_entry"),
    path("khen-thuong/ghi-lai/nguoi-nhan/", back_entry.pick, name="back_entry_pick"),
    path("khen-thuong/so/", register.register, name="register"),
    path("khen-thuong/so/<int:pk>/", register.award_detail, name="award_detail"),
    path("khen-thuong/nguoi/<str:code>/", register.person_history, name="person_history"),
    path("khen-thuong/nguoi/<str:code>/sang-kien/", initiative_uses.of_person, name="person_uses"),
    path(
        "khen-thuong/sang-kien/<str:code>/",
        initiative_uses.of_initiative,
        name="initiative_uses",
    ),
    path("khen-thuong/tap-the/<str:code>/", register.unit_history, name="unit_history"),
    path("khen-thuong/doi-tuong/<str:code>/", register.recipient_history, name="recipient_history"),
]

reports_of_year = [
    path("bao-cao/nam/", reports.annual_report, name="annual"),
    path("bao-cao/nam/danh-sach/", report_records.record_list, name="records"),
    path("bao-cao/nam/danh-sach.xlsx", report_records.record_file, name="records_file"),
    path("bao-cao/nam/tai/<slug:kind>/", reports.annual_file, name="annual_file"),
]

# Pages beside those of people and units themselves.
_PERSON, _UNIT = "nhan-su/nguoi/<str:code>/dieu-kien/", "nhan-su/don-vi/<str:code>/dieu-kien/"
awards += [
    path(_PERSON, standings.person, name="person_standing"),
    path(f"{_PERSON}tom-tat/", standings.person_part, name="person_standing_part"),
    path(_UNIT, standings.unit, name="unit_standing"),
    path(f"{_UNIT}tom-tat/", standings.unit_part, name="unit_standing_part"),
    path(f"{_UNIT}nguoi/", standing_table.people, name="people_standing"),
    path(f"{_UNIT}nguoi/tai-ve/", standing_table.people_file, name="people_standing_file"),
]

awards += [
    path("khen-thuong/bo-sot/", missed.missed_list, name="missed"),
    path("khen-thuong/bo-sot/danh-sach.xlsx", missed.missed_file, name="missed_file"),
    path("khen-thuong/du-kien/", outlooks.forecast, name="forecast"),
    path("khen-thuong/du-kien/danh-sach.xlsx", outlooks.forecast_file, name="forecast_file"),
    path("khen-thuong/du-kien/nguoi/<str:code>/", outlooks.person_forecast, name="person_forecast"),
]

urlpatterns = [
    path("", include((work, "work"))),
    path("", include((proposals, "proposals"))),
    path("", include((awards, "awards"))),
    path("", include((reports_of_year, "reports"))),
]
