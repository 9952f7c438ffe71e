"""What units and staff look like in the API, and what an upsert accepts."""

from __future__ import annotations

from datetime import date
from typing import Any

from rest_framework import serializers

from personnel.models import (
    AbsenceKind,
    AssessmentRule,
    CodeScheme,
    DisciplineForm,
    Grade,
    StaffCategory,
    TrainingResult,
    UnitKind,
)
from personnel.models.staff import Sex
from personnel.services.staff_sync import SERVICE_DAYS, StaffInput

# --- Answers --------------------------------------------------------------------------------

UNIT_COLUMNS = (
    "code",
    "name",
    "short_name",
    "kind",
    "abbreviation",
    "parent__code",
    "sector_unit__code",
    "participates",
    "has_legal_personality",
    "opened_on",
    "dissolved_on",
    "depth",
)
STAFF_COLUMNS = (
    "code",
    "external_id",
    "full_name",
    "given_name",
    "birth_date",
    "sex",
    "category",
    "email",
    "joined_on",
    "recruited_on",
    "service_from",
    "retires_on",
    "left_on",
    "unit__code",
    "unit__name",
)


def present_unit(row: dict[str, Any]) -> dict[str, Any]:
    """A row of UNIT_COLUMNS as the API shows it."""
    shown = {name: row[name] for name in UNIT_COLUMNS if "__" not in name}
    return shown | {"parent_code": row["parent__code"], "sector_code": row["sector_unit__code"]}


def present_staff(row: dict[str, Any]) -> dict[str, Any]:
    """A row of STAFF_COLUMNS as the API shows it."""
    shown = {name: row[name] for name in STAFF_COLUMNS if "__" not in name}
    return shown | {"unit": {"code": row["unit__code"], "name": row["unit__name"]}}


class UnitSerializer(serializers.Serializer[Any]):
    """Một đơn vị."""

    code = serializers.CharField()
    name = serializers.CharField()
    short_name = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=UnitKind.choices)
    abbreviation = serializers.CharField(allow_blank=True)
    participates = serializers.BooleanField()
    has_legal_personality = serializers.BooleanField()
    opened_on = serializers.DateField()
    dissolved_on = serializers.DateField(allow_null=True)
    depth = serializers.IntegerField()
    parent_code = serializers.CharField(allow_null=True)
    sector_code = serializers.CharField(allow_null=True)


class PlacementSerializer(serializers.Serializer[Any]):
    """Đơn vị cấp trên trong một khoảng thời gian."""

    parent_code = serializers.CharField(allow_null=True)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class UnitNameSerializer(serializers.Serializer[Any]):
    """Tên đơn vị trong một khoảng thời gian."""

    name = serializers.CharField()
    short_name = serializers.CharField(allow_blank=True)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class AgencyCodeSerializer(serializers.Serializer[Any]):
    """Mã định danh điện tử trong một khoảng thời gian, đúng như được cấp."""

    scheme = serializers.ChoiceField(choices=CodeScheme.choices)
    value = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class UnitAssessmentSerializer(serializers.Serializer[Any]):
    """Mức độ hoàn thành nhiệm vụ của một đơn vị trong một năm."""

    year = serializers.IntegerField()
    grade = serializers.ChoiceField(choices=Grade.choices)
    party_grade = serializers.ChoiceField(
        choices=Grade.choices, allow_blank=True, help_text="Xếp loại tổ chức đảng, nếu biết."
    )
    decision_ref = serializers.CharField(allow_blank=True)
    decided_on = serializers.DateField(allow_null=True)


class UnitDetailSerializer(UnitSerializer):
    """Một đơn vị với các lần sắp xếp, tên và mã định danh."""

    placements = PlacementSerializer(many=True)
    names = UnitNameSerializer(many=True)
    agency_codes = AgencyCodeSerializer(many=True)
    assessments = UnitAssessmentSerializer(many=True)
    version = serializers.IntegerField()


class UnitRefSerializer(serializers.Serializer[Any]):
    """Mã và tên của một đơn vị."""

    code = serializers.CharField()
    name = serializers.CharField()


class StaffSerializer(serializers.Serializer[Any]):
    """Một nhân sự."""

    code = serializers.CharField()
    external_id = serializers.CharField(allow_null=True)
    full_name = serializers.CharField()
    given_name = serializers.CharField()
    birth_date = serializers.DateField(allow_null=True)
    sex = serializers.ChoiceField(choices=Sex.choices, allow_blank=True)
    category = serializers.ChoiceField(choices=StaffCategory.choices)
    email = serializers.CharField(allow_blank=True)
    joined_on = serializers.DateField(
        help_text="Ngày đầu tiên ở cơ quan, kể cả thời gian hợp đồng."
    )
    recruited_on = serializers.DateField(allow_null=True, help_text="Ngày tuyển dụng.")
    service_from = serializers.DateField(
        allow_null=True, help_text="Ngày bắt đầu công tác trong khu vực nhà nước."
    )
    retires_on = serializers.DateField(
        allow_null=True, help_text="Ngày nghỉ hưu dự kiến hoặc theo thông báo."
    )
    left_on = serializers.DateField(allow_null=True)
    unit = UnitRefSerializer()


class StaffLineSerializer(StaffSerializer):
    """Một nhân sự trong danh sách, với chức vụ hôm nay hoặc của ngày được hỏi."""

    post = serializers.CharField(allow_blank=True, help_text="Trống khi không còn công tác.")
    is_manager = serializers.BooleanField()


class AppointmentSerializer(serializers.Serializer[Any]):
    """Một vị trí công tác."""

    unit = UnitRefSerializer()
    post = serializers.CharField()
    is_manager = serializers.BooleanField()
    is_concurrent = serializers.BooleanField(help_text="Kiêm nhiệm bên cạnh vị trí chính.")
    decision_ref = serializers.CharField(allow_blank=True)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class AssessmentSerializer(serializers.Serializer[Any]):
    """Kết quả xếp loại của một năm."""

    year = serializers.IntegerField()
    grade = serializers.ChoiceField(choices=Grade.choices)
    rule = serializers.ChoiceField(choices=AssessmentRule.choices, allow_blank=True)
    decision_ref = serializers.CharField(allow_blank=True)
    decided_on = serializers.DateField(allow_null=True)


class DisciplineSerializer(serializers.Serializer[Any]):
    """Kỷ luật, hoặc việc đang xem xét (UNDER_REVIEW)."""

    form = serializers.ChoiceField(choices=DisciplineForm.choices)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    decision_ref = serializers.CharField(allow_blank=True)
    decided_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class BarNoticeSerializer(serializers.Serializer[Any]):
    """Thông báo lưu ý của cơ quan khác; còn hiệu lực khi chưa có ngày gỡ (valid_to)."""

    # The name of the record's own field; the framework takes declared fields out of the class.
    source = serializers.CharField(help_text="Cơ quan gửi.")  # type: ignore[assignment]
    reason = serializers.CharField()
    document_ref = serializers.CharField()
    document_on = serializers.DateField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True, help_text="Ngày đầu tiên không còn bị lưu ý.")
    lifting_ref = serializers.CharField(allow_blank=True, help_text="Số văn bản gỡ.")


class AbsenceSerializer(serializers.Serializer[Any]):
    """Thời gian học, nghỉ dài ngày."""

    kind = serializers.ChoiceField(choices=AbsenceKind.choices)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    result = serializers.ChoiceField(choices=TrainingResult.choices, allow_blank=True)
    decision_ref = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class StaffDetailSerializer(StaffSerializer):
    """Một nhân sự với quá trình công tác, xếp loại, kỷ luật, lưu ý, học và nghỉ dài ngày."""

    appointments = AppointmentSerializer(many=True)
    assessments = AssessmentSerializer(many=True)
    disciplines = DisciplineSerializer(many=True)
    bar_notices = BarNoticeSerializer(many=True)
    absences = AbsenceSerializer(many=True)
    version = serializers.IntegerField()


# --- Input ----------------------------------------------------------------------------------


class StaffUpsertSerializer(serializers.Serializer[Any]):
    """Một nhân sự như phần mềm nhân sự của cơ quan biết.

    Only the shape is checked here; what is true of a person is checked by the service.
    """

    code = serializers.CharField(max_length=40)
    full_name = serializers.CharField(max_length=150)
    given_name = serializers.CharField(max_length=50, required=False, allow_blank=True)
    birth_date = serializers.DateField(required=False, allow_null=True)
    sex = serializers.ChoiceField(choices=Sex.choices, required=False, allow_blank=True)
    category = serializers.ChoiceField(choices=StaffCategory.choices)
    email = serializers.CharField(required=False, allow_blank=True, max_length=254)
    joined_on = serializers.DateField()
    recruited_on = serializers.DateField(
        required=False, allow_null=True, help_text="Không gửi thì giữ ngày đã ghi."
    )
    service_from = serializers.DateField(
        required=False, allow_null=True, help_text="Không gửi thì giữ ngày đã ghi."
    )
    retires_on = serializers.DateField(
        required=False, allow_null=True, help_text="Không gửi thì giữ ngày đã ghi."
    )
    unit = serializers.CharField(max_length=40, help_text="Mã đơn vị đang công tác.")
    post = serializers.CharField(max_length=150)
    is_manager = serializers.BooleanField(required=False, default=False)
    since = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="Ngày đầu tiên ở đơn vị, chức vụ này; cần khi đơn vị hoặc chức vụ thay đổi.",
    )

    def to_input(self) -> StaffInput:
        """The checked body as the service takes it."""
        values: dict[str, Any] = dict(self.validated_data)
        since: date | None = values.pop("since", None)
        service = {name: values.pop(name) for name in SERVICE_DAYS if name in values}
        return StaffInput(unit_code=values.pop("unit"), since=since, service=service, **values)


class UpsertAnswerSerializer(serializers.Serializer[Any]):
    """Kết quả đồng bộ một nhân sự."""

    outcome = serializers.ChoiceField(choices=["created", "updated", "unchanged"])
    code = serializers.CharField()
    external_id = serializers.CharField()
    version = serializers.IntegerField()
