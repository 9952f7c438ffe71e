"""Addresses of the personnel pages."""

from django.urls import include, path

from personnel.web import (
    account_security,
    accounts,
    corrections,
    guarded,
    my_account,
    my_record,
    picks,
    privacy,
    recipient_urls,
    staff_urls,
    unit_urls,
)

app_name = "personnel"

urlpatterns = [
    *staff_urls.urlpatterns,
    *recipient_urls.urlpatterns,
    *unit_urls.urlpatterns,
    path("nhan-su/tim/don-vi/<slug:what>/", picks.units, name="unit_pick"),
    path("nhan-su/tim/nguoi/<slug:what>/", picks.staff, name="staff_pick"),
    path("nhan-su/nguoi/<str:code>/du-lieu/", guarded.staff_part, name="guarded_part"),
    path("nhan-su/nguoi/<str:code>/so-dinh-danh/", guarded.identity_look, name="identity_look"),
    path("nhan-su/nguoi/<str:code>/so-dinh-danh/ghi/", guarded.identity_set, name="identity_set"),
    path(
        "nhan-su/nguoi/<str:code>/so-dinh-danh/xoa/", guarded.identity_clear, name="identity_clear"
    ),
    path("nhan-su/nguoi/<str:code>/nhay-cam/", guarded.sensitive_look, name="sensitive_look"),
    path("nhan-su/nguoi/<str:code>/nhay-cam/ghi/", guarded.sensitive_edit, name="sensitive_edit"),
    path("nhan-su/tim-so-dinh-danh/", guarded.identity_find, name="identity_find"),
    path("nhan-su/yeu-cau-chinh-sua/", corrections.correction_list, name="correction_list"),
    path(
        "nhan-su/yeu-cau-chinh-sua/<int:pk>/",
        corrections.correction_detail,
        name="correction_detail",
    ),
    path(
        "nhan-su/yeu-cau-chinh-sua/<int:pk>/<slug:name>/",
        corrections.correction_step,
        name="correction_step",
    ),
    path("nhan-su/du-lieu-ca-nhan/", privacy.privacy_page, name="privacy"),
    path("nhan-su/du-lieu-ca-nhan/thong-bao/", privacy.notice_edit, name="privacy_notice"),
    path("nhan-su/du-lieu-ca-nhan/nhay-cam/bat/", privacy.sensitive_on, name="sensitive_on"),
    path("nhan-su/du-lieu-ca-nhan/nhay-cam/tat/", privacy.sensitive_off, name="sensitive_off"),
    path(
        "nhan-su/du-lieu-ca-nhan/luu-tru/<slug:record>/",
        privacy.retention_edit,
        name="retention_edit",
    ),
    path("nhan-su/nhat-ky-xem/", privacy.looks_log, name="looks_log"),
    path("nhan-su/nhat-ky-xem/tai-ve/", privacy.looks_export, name="looks_export"),
    path("ho-so-cua-toi/", my_record.my_record, name="my_record"),
    path("ho-so-cua-toi/tai-ve/<slug:kind>/", my_record.my_data, name="my_data"),
    path("ho-so-cua-toi/ai-da-xem/", my_record.my_looks, name="my_looks"),
    path("ho-so-cua-toi/yeu-cau-chinh-sua/", corrections.correction_send, name="correction_send"),
    path("tai-khoan/", accounts.account_list, name="account_list"),
    path("tai-khoan/lap/", accounts.account_create, name="account_create"),
    path("tai-khoan/cua-toi/", my_account.my_account, name="my_account"),
    path("tai-khoan/cua-toi/thiet-bi/", my_account.end_other_devices, name="my_devices_end"),
    path("tai-khoan/cua-toi/thiet-bi/<int:pk>/", my_account.end_device, name="my_device_end"),
    path("tai-khoan/<int:pk>/", accounts.account_detail, name="account_detail"),
    path("tai-khoan/<int:pk>/go-tam-khoa/", account_security.account_unlock, name="account_unlock"),
    path(
        "tai-khoan/<int:pk>/dang-xuat/", account_security.account_sign_out, name="account_sign_out"
    ),
    path(
        "tai-khoan/<int:pk>/xac-thuc-hai-buoc/",
        account_security.account_factor_reset,
        name="account_factor_reset",
    ),
    path("tai-khoan/<int:pk>/lien-ket/", account_security.account_unlink, name="account_unlink"),
    path("tai-khoan/<int:pk>/vai-tro/", accounts.role_grant, name="role_grant"),
    path("tai-khoan/<int:pk>/vai-tro/<int:role>/", accounts.role_end, name="role_end"),
    path("tai-khoan/<int:pk>/mat-khau/", accounts.account_password, name="account_password"),
    path("tai-khoan/<int:pk>/khoa/", accounts.account_switch, name="account_switch"),
    path("", include("personnel.web.delegation_urls")),
]
