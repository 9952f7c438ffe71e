"""What registrations and initiatives look like in the API, and what is accepted."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from core.api.shapes import RefSerializer, local_time, ref
from core.workflow.definition import Workflow
from emulation import workflow
from emulation.models import Initiative, InitiativeKind, Registration, Scope

REGISTRATION_STATES = list(workflow.REGISTRATION.states.items())
INITIATIVE_STATES = list(workflow.INITIATIVE.states.items())


def _steps(table: Workflow) -> list[tuple[str, str]]:
    """What may be asked for as a step; changing the content has a method of its own."""
    return [
        (step.name, step.label) for step in table.transitions if step.name not in workflow.REVISE_IN
    ]


REGISTRATION_STEPS = _steps(workflow.REGISTRATION)
INITIATIVE_STEPS = _steps(workflow.INITIATIVE)

_VERSION_HELP = "Phiên bản đã xem, nếu không gửi If-Match; khác hiện tại thì trả lời 409."


# --- Registrations --------------------------------------------------------------------------


class RegistrationSerializer(serializers.Serializer[Any]):
    """Một đăng ký thi đua."""

    id = serializers.IntegerField()
    year = serializers.IntegerField()
    state = serializers.ChoiceField(choices=REGISTRATION_STATES)
    staff = RefSerializer(allow_null=True)
    collective = RefSerializer(allow_null=True)
    unit = RefSerializer()
    award = RefSerializer()
    commitment = serializers.CharField(allow_blank=True)
    late_reason = serializers.CharField(allow_blank=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()


def present_registration(row: Registration) -> dict[str, Any]:
    """A registration as the API shows it."""
    return {
        "id": row.pk,
        "year": row.emulation_year.year,
        "state": row.state,
        "staff": ref(row.staff.code, row.staff.full_name) if row.staff else None,
        "collective": (
            ref(row.subject_unit.code, row.subject_unit.name) if row.subject_unit else None
        ),
        "unit": ref(row.unit.code, row.unit.name),
        "award": ref(row.award_type.code, row.award_type.name),
        "commitment": row.commitment,
        "late_reason": row.late_reason,
        "submitted_at": local_time(row.submitted_at),
        "created_at": local_time(row.created_at),
        "version": row.version,
    }


class RegistrationCreateSerializer(serializers.Serializer[Any]):
    """Một đăng ký mới: của một cá nhân (`staff`) hoặc một tập thể (`collective`)."""

    year = serializers.IntegerField(min_value=1948, max_value=2200)
    award = serializers.CharField(max_length=32, help_text="Mã danh hiệu, hình thức.")
    staff = serializers.CharField(max_length=40, required=False, help_text="Số hiệu nhân sự.")
    collective = serializers.CharField(max_length=40, required=False, help_text="Mã đơn vị.")
    commitment = serializers.CharField(required=False, allow_blank=True, default="")
    late_reason = serializers.CharField(required=False, allow_blank=True, default="")
    submit = serializers.BooleanField(
        required=False, default=False, help_text="Gửi luôn, không để bản nháp."
    )


class RegistrationChangeSerializer(serializers.Serializer[Any]):
    """Nội dung mới của một bản nháp hoặc một đăng ký được trả lại."""

    award = serializers.CharField(max_length=32, required=False)
    commitment = serializers.CharField(required=False, allow_blank=True)
    version = serializers.IntegerField(required=False, help_text=_VERSION_HELP)


# --- Initiatives ----------------------------------------------------------------------------


class AuthorSerializer(serializers.Serializer[Any]):
    """Một tác giả và tỷ lệ đóng góp (%)."""

    staff = RefSerializer()
    share = serializers.DecimalField(max_digits=5, decimal_places=2)


class RecognitionSerializer(serializers.Serializer[Any]):
    """Một quyết định công nhận."""

    scope = serializers.ChoiceField(choices=Scope.choices)
    decision_number = serializers.CharField()
    decided_on = serializers.DateField()
    signer = serializers.CharField()


class InitiativeSerializer(serializers.Serializer[Any]):
    """Một sáng kiến."""

    code = serializers.CharField()
    year = serializers.IntegerField()
    state = serializers.ChoiceField(choices=INITIATIVE_STATES)
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=InitiativeKind.choices)
    unit = RefSerializer()
    authors = AuthorSerializer(many=True)
    recognitions = RecognitionSerializer(many=True)
    first_applied_on = serializers.DateField(allow_null=True)
    summary = serializers.CharField(allow_blank=True)
    benefit = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()


def present_initiative(row: Initiative) -> dict[str, Any]:
    """An initiative as the API shows it."""
    return {
        "code": row.code,
        "year": row.year,
        "state": row.state,
        "title": row.title,
        "kind": row.kind,
        "unit": ref(row.unit.code, row.unit.name),
        "authors": [
            {
                "staff": ref(author.staff.code, author.staff.full_name),
                "share": f"{author.share:.2f}",
            }
            for author in row.authors.all()
        ],
        "recognitions": [
            {
                "scope": one.scope,
                "decision_number": one.decision_number,
                "decided_on": one.decided_on,
                "signer": one.signer,
            }
            for one in row.recognitions.all()
        ],
        "first_applied_on": row.first_applied_on,
        "summary": row.summary,
        "benefit": row.benefit,
        "created_at": local_time(row.created_at),
        "version": row.version,
    }


class AuthorInputSerializer(serializers.Serializer[Any]):
    """Một tác giả: số hiệu nhân sự và tỷ lệ đóng góp (%)."""

    staff = serializers.CharField(max_length=40)
    share = serializers.DecimalField(max_digits=5, decimal_places=2)


class InitiativeContentSerializer(serializers.Serializer[Any]):
    """Nội dung đơn yêu cầu công nhận; tổng tỷ lệ đóng góp bằng 100."""

    title = serializers.CharField(max_length=300)
    kind = serializers.ChoiceField(choices=InitiativeKind.choices)
    authors = AuthorInputSerializer(many=True, allow_empty=False)
    summary = serializers.CharField(required=False, allow_blank=True, default="")
    benefit = serializers.CharField(required=False, allow_blank=True, default="")
    first_applied_on = serializers.DateField(required=False, allow_null=True, default=None)


class InitiativeCreateSerializer(InitiativeContentSerializer):
    """Một sáng kiến mới."""

    year = serializers.IntegerField(min_value=1948, max_value=2200)
    unit = serializers.CharField(
        max_length=40,
        required=False,
        help_text="Mã đơn vị được yêu cầu; mặc định là đơn vị của tác giả chính.",
    )
    submit = serializers.BooleanField(required=False, default=False)


class InitiativeChangeSerializer(InitiativeContentSerializer):
    """Nội dung mới của một bản nháp hoặc một đơn được trả lại."""

    version = serializers.IntegerField(required=False, help_text=_VERSION_HELP)


# --- Steps ----------------------------------------------------------------------------------


class StepInputSerializer(serializers.Serializer[Any]):
    """Một bước cần làm với đăng ký."""

    name = serializers.ChoiceField(choices=REGISTRATION_STEPS)
    comment = serializers.CharField(required=False, allow_blank=True, default="")
    version = serializers.IntegerField(required=False, help_text=_VERSION_HELP)


class DecisionInputSerializer(serializers.Serializer[Any]):
    """Quyết định công nhận, cho bước `recognise` và `widen`."""

    scope = serializers.ChoiceField(choices=Scope.choices)
    decision_number = serializers.CharField(max_length=60)
    decided_on = serializers.DateField()
    signer = serializers.CharField(max_length=150)


class InitiativeStepInputSerializer(StepInputSerializer):
    """Một bước cần làm với sáng kiến."""

    name = serializers.ChoiceField(choices=INITIATIVE_STEPS)
    decision = DecisionInputSerializer(required=False)
