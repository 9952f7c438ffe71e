"""Addresses of the pages of units."""

from django.urls import path

from personnel.web import unit_changes, unit_grades, unit_history, unit_steps, units

_UNIT = "nhan-su/don-vi/<str:code>/"

urlpatterns = [
    path("nhan-su/don-vi/", units.unit_list, name="unit_list"),
    path("nhan-su/lap-don-vi/", unit_steps.unit_open, name="unit_open"),
    path(_UNIT, units.unit_detail, name="unit_detail"),
    path(f"{_UNIT}nguon-goc/", unit_history.unit_lineage, name="unit_lineage"),
    path(f"{_UNIT}xep-loai/", unit_grades.unit_grades, name="unit_grades"),
    path(f"{_UNIT}xep-loai/ghi/", unit_grades.unit_assess, name="unit_assess"),
    path(f"{_UNIT}xep-loai/<int:year>/", unit_grades.unit_grade_correct, name="unit_grade_correct"),
    path(
        f"{_UNIT}xep-loai/<int:year>/huy/",
        unit_grades.unit_grade_withdraw,
        name="unit_grade_withdraw",
    ),
    path(f"{_UNIT}doi-ten/", unit_steps.unit_rename, name="unit_rename"),
    path(f"{_UNIT}sua-ten/", unit_steps.unit_correct, name="unit_correct"),
    path(f"{_UNIT}ma-dinh-danh/", unit_steps.unit_code, name="unit_code"),
    path(f"{_UNIT}chuyen/", unit_steps.unit_move, name="unit_move"),
    path(f"{_UNIT}sap-nhap/", unit_changes.unit_merge, name="unit_merge"),
    path(f"{_UNIT}chia-tach/", unit_changes.unit_split, name="unit_split"),
    path(f"{_UNIT}giai-the/", unit_changes.unit_dissolve, name="unit_dissolve"),
    path(f"{_UNIT}huy-buoc/<int:event>/", unit_steps.unit_cancel, name="unit_cancel"),
]
