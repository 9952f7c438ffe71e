"""Addresses of delegations, and of the mode in which somebody works for another."""

from django.urls import path

from personnel.web import acting, delegations

urlpatterns = [
    path("thay-mat/thoi/", acting.stop, name="acting_stop"),
    path("thay-mat/<int:pk>/", acting.start, name="acting_start"),
    path("uy-quyen/", delegations.delegation_list, name="delegation_list"),
    path("uy-quyen/trao/", delegations.delegation_give, name="delegation_give"),
    path("uy-quyen/tim-nguoi/", delegations.deputy_pick, name="deputy_pick"),
    path("uy-quyen/<int:pk>/", delegations.delegation_detail, name="delegation_detail"),
    path("uy-quyen/<int:pk>/cham-dut/", delegations.delegation_end, name="delegation_end"),
    path(
        "tai-khoan/<int:pk>/uy-quyen/", delegations.account_delegations, name="account_delegations"
    ),
    path("tai-khoan/<int:pk>/uy-quyen/ghi/", delegations.account_delegate, name="account_delegate"),
    path(
        "tai-khoan/<int:pk>/uy-quyen/tim-nguoi/",
        delegations.account_deputy_pick,
        name="account_deputy_pick",
    ),
]
