"""Addresses of the pages about people's places of work, grades and conduct."""

from django.urls import path

from personnel.web import bars, conduct, staff, staff_grades, staff_list, staff_places

_PERSON = "nhan-su/nguoi/<str:code>/"

urlpatterns = [
    path("nhan-su/", staff_list.staff_list, name="staff_list"),
    path("nhan-su/tai-ve/", staff_list.staff_export, name="staff_export"),
    path("nhan-su/dang-bi-luu-y/", bars.bar_list, name="bar_list"),
    path("nhan-su/them/", staff.staff_hire, name="staff_hire"),
    path(_PERSON, staff.staff_detail, name="staff_detail"),
    path(f"{_PERSON}sua/", staff.staff_edit, name="staff_edit"),
    path(f"{_PERSON}dieu-chuyen/", staff.staff_transfer, name="staff_transfer"),
    path(f"{_PERSON}thoi-viec/", staff.staff_leave, name="staff_leave"),
    path(f"{_PERSON}thoi-viec/sua/", staff_places.leave_correct, name="leave_correct"),
    path(f"{_PERSON}tro-lai/", staff_places.staff_return, name="staff_return"),
    path(f"{_PERSON}kiem-nhiem/", staff_places.post_begin, name="post_begin"),
    path(f"{_PERSON}vi-tri/<int:pk>/ket-thuc/", staff_places.post_end, name="post_end"),
    path(f"{_PERSON}vi-tri/<int:pk>/sua/", staff_places.place_correct, name="place_correct"),
    path(f"{_PERSON}vi-tri/<int:pk>/huy/", staff_places.place_withdraw, name="place_withdraw"),
    path(f"{_PERSON}vo-chong/", staff_places.spouse_set, name="spouse_set"),
    path(f"{_PERSON}xep-loai/", staff_grades.staff_assess, name="staff_assess"),
    path(f"{_PERSON}xep-loai/<int:year>/", staff_grades.grade_correct, name="grade_correct"),
    path(f"{_PERSON}xep-loai/<int:year>/huy/", staff_grades.grade_withdraw, name="grade_withdraw"),
    path(f"{_PERSON}ky-luat-hoc-nghi/", conduct.conduct_part, name="conduct"),
    path(f"{_PERSON}ky-luat/", conduct.discipline_add, name="discipline_add"),
    path(f"{_PERSON}ky-luat/<int:pk>/sua/", conduct.discipline_correct, name="discipline_correct"),
    path(f"{_PERSON}ky-luat/<int:pk>/ket-thuc/", conduct.discipline_end, name="discipline_end"),
    path(f"{_PERSON}ky-luat/<int:pk>/ket-qua/", conduct.review_close, name="review_close"),
    path(
        f"{_PERSON}ky-luat/<int:pk>/huy/",
        conduct.conduct_withdraw,
        {"kind": "discipline"},
        name="discipline_withdraw",
    ),
    path(f"{_PERSON}luu-y/", bars.bars_part, name="bars"),
    path(f"{_PERSON}luu-y/ghi/", bars.bar_add, name="bar_add"),
    path(f"{_PERSON}luu-y/<int:pk>/sua/", bars.bar_correct, name="bar_correct"),
    path(f"{_PERSON}luu-y/<int:pk>/go/", bars.bar_lift, name="bar_lift"),
    path(f"{_PERSON}luu-y/<int:pk>/huy/", bars.bar_withdraw, name="bar_withdraw"),
    path(f"{_PERSON}hoc-nghi/", conduct.absence_add, name="absence_add"),
    path(f"{_PERSON}hoc-nghi/<int:pk>/sua/", conduct.absence_correct, name="absence_correct"),
    path(
        f"{_PERSON}hoc-nghi/<int:pk>/huy/",
        conduct.conduct_withdraw,
        {"kind": "absence"},
        name="absence_withdraw",
    ),
]
