"""What proposals, decisions and awards look like in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from awards.api.verdicts import ToldSerializer
from awards.domain.steps import DECIDER_LABELS, STEP_RULES
from awards.models import StepOutcome
from awards.models.claims import Claim
from awards.models.recipient import Basis, Ground, ObjectKind
from awards.workflow import PROPOSAL
from core.api.shapes import RefSerializer
from core.api.steps import StepSerializer

DECIDERS = list(DECIDER_LABELS.items())
PROPOSAL_STATES = list(PROPOSAL.states.items())
PROPOSAL_STEPS = [(one.name, one.label) for one in PROPOSAL.transitions]
STEP_KINDS = [(kind.value, rule.label) for kind, rule in STEP_RULES.items()]


class MeritedSerializer(serializers.Serializer[Any]):
    """Ai được khen gì, năm nào."""

    id = serializers.IntegerField()
    year = serializers.IntegerField()
    award = RefSerializer()
    qualifier = serializers.CharField(allow_blank=True)
    occasion = serializers.CharField(allow_blank=True)
    basis = serializers.ChoiceField(choices=Basis.choices)
    decider = serializers.ChoiceField(choices=DECIDERS)
    object_kind = serializers.ChoiceField(choices=ObjectKind.choices)
    ground = serializers.ChoiceField(
        choices=Ground.choices, allow_blank=True, help_text="Căn cứ của danh hiệu; trống: chưa ghi."
    )
    staff = RefSerializer(allow_null=True)
    collective = RefSerializer(allow_null=True)
    external = RefSerializer(allow_null=True)
    unit = RefSerializer()


# --- Proposals ------------------------------------------------------------------------------


class CurrentStepSerializer(serializers.Serializer[Any]):
    """Bước đang xét."""

    kind = serializers.ChoiceField(choices=STEP_KINDS)
    label = serializers.CharField()  # type: ignore[assignment]
    unit = RefSerializer()
    due_on = serializers.DateField(allow_null=True)
    is_external = serializers.BooleanField()


class ProposalSerializer(MeritedSerializer):
    """Một đề nghị khen thưởng."""

    code = serializers.CharField(help_text="Số hồ sơ.")
    state = serializers.ChoiceField(choices=PROPOSAL_STATES)
    current_step = CurrentStepSerializer(allow_null=True)
    received_on = serializers.DateField(allow_null=True, help_text="Ngày gửi lần đầu.")
    competent_received_on = serializers.DateField(
        allow_null=True, help_text="Ngày cơ quan có thẩm quyền nhận để thẩm định."
    )
    forwarded_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class CouncilResultSerializer(serializers.Serializer[Any]):
    """Kết quả họp hội đồng."""

    minutes_number = serializers.CharField(max_length=50)
    met_on = serializers.DateField()
    members = serializers.IntegerField(min_value=0, max_value=10_000)
    votes_for = serializers.IntegerField(min_value=0, max_value=10_000)
    votes_against = serializers.IntegerField(min_value=0, max_value=10_000, default=0)


class RouteStepSerializer(serializers.Serializer[Any]):
    """Một bước trên đường đi của hồ sơ."""

    order = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=STEP_KINDS)
    label = serializers.CharField()  # type: ignore[assignment]
    unit = RefSerializer()
    outcome = serializers.ChoiceField(choices=StepOutcome.choices)
    decides = serializers.BooleanField()
    is_external = serializers.BooleanField()
    opened_at = serializers.DateTimeField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    closed_by = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)
    document = serializers.CharField(allow_blank=True)
    council = CouncilResultSerializer(allow_null=True)


class InitiativeRefSerializer(serializers.Serializer[Any]):
    """Một sáng kiến kèm theo."""

    code = serializers.CharField()
    title = serializers.CharField()


class DecisionRefSerializer(serializers.Serializer[Any]):
    """Số và ngày của một quyết định."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    decided_on = serializers.DateField()


class ProposalDetailSerializer(ToldSerializer, ProposalSerializer):
    """Một đề nghị với đường đi, kết quả đối chiếu và lịch sử."""

    merit = serializers.CharField(allow_blank=True)
    claims = serializers.ListField(
        child=serializers.ChoiceField(choices=Claim.choices), help_text="Thành tích nêu thêm."
    )
    registration = serializers.IntegerField(allow_null=True)
    initiatives = InitiativeRefSerializer(many=True)
    decision = DecisionRefSerializer(allow_null=True)
    route = RouteStepSerializer(many=True)
    history = StepSerializer(many=True)


class ProposalContentSerializer(serializers.Serializer[Any]):
    """Nội dung sửa được của một đề nghị."""

    year = serializers.IntegerField(min_value=1, max_value=9999)
    award = serializers.CharField(max_length=32, help_text="Mã danh hiệu, hình thức.")
    basis = serializers.ChoiceField(choices=Basis.choices, required=False)
    decider = serializers.ChoiceField(
        choices=DECIDERS, required=False, help_text="Mặc định: cấp đầu tiên của danh mục."
    )
    qualifier = serializers.CharField(max_length=200, required=False, allow_blank=True)
    occasion = serializers.CharField(max_length=300, required=False, allow_blank=True)
    merit = serializers.CharField(required=False, allow_blank=True)
    ground = serializers.ChoiceField(
        choices=Ground.choices,
        required=False,
        allow_blank=True,
        help_text="Căn cứ, với danh hiệu có nhiều căn cứ như CSTDCS.",
    )
    claims = serializers.ListField(
        child=serializers.ChoiceField(choices=Claim.choices),
        required=False,
        help_text="Thành tích hồ sơ nêu thêm.",
    )
    registration = serializers.IntegerField(
        required=False, allow_null=True, help_text="id của đăng ký thi đua."
    )
    initiatives = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, help_text="Mã các sáng kiến."
    )


class ProposalCreateSerializer(ProposalContentSerializer):
    """Một đề nghị mới: cho một cá nhân (`staff`), một tập thể (`collective`) hoặc một đối tượng
    ngoài danh sách nhân sự (`external`).
    """

    staff = serializers.CharField(max_length=40, required=False, help_text="Số hiệu nhân sự.")
    collective = serializers.CharField(max_length=40, required=False, help_text="Mã đơn vị.")
    external = serializers.CharField(
        max_length=40, required=False, help_text="Mã đối tượng ngoài danh sách nhân sự."
    )


class ProposalChangeSerializer(ProposalContentSerializer):
    """Nội dung mới của hồ sơ đang soạn hoặc được trả lại; không nêu thì giữ nguyên."""

    version = serializers.IntegerField(required=False)


class ProposalStepInputSerializer(serializers.Serializer[Any]):
    """Một bước cần làm với hồ sơ."""

    name = serializers.ChoiceField(
        choices=PROPOSAL_STEPS,
        help_text=(
            "Với `approve`, `decide` ở bước xét cuối cùng trong hệ thống: các điều kiện chưa ai đánh "
            "giá (xem `unjudged` ở `judgements/`) được ghi là người gửi yêu cầu đánh giá đạt."
        ),
    )
    comment = serializers.CharField(required=False, allow_blank=True, default="")
    version = serializers.IntegerField(required=False)
    document = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=100,
        help_text="Số văn bản trả lời của cấp không làm việc trên hệ thống.",
    )
    council = CouncilResultSerializer(
        required=False, help_text="Cho `approve` ở bước họp hội đồng."
    )
    decision = serializers.DictField(
        required=False,
        help_text=(
            "Cho `decide`: number, decided_on, signer_name, signer_post, summary. "
            "Cho `annul`: number, decided_on."
        ),
    )


# --- Decisions ------------------------------------------------------------------------------


class DecisionFieldsSerializer(serializers.Serializer[Any]):
    """Số, ngày, người ký và trích yếu."""

    number = serializers.CharField(max_length=41)
    decided_on = serializers.DateField()
    signer_name = serializers.CharField(max_length=100)
    signer_post = serializers.CharField(max_length=150)
    summary = serializers.CharField(max_length=500)


class DecisionSerializer(DecisionFieldsSerializer):
    """Một quyết định khen thưởng."""

    id = serializers.IntegerField()
    decider = serializers.ChoiceField(choices=DECIDERS)
    unit = RefSerializer()
    is_external = serializers.BooleanField()
    recorded_at = serializers.DateTimeField()


class DecidedProposalSerializer(serializers.Serializer[Any]):
    """Một hồ sơ và phiên bản đã xem."""

    id = serializers.IntegerField(min_value=1)
    version = serializers.IntegerField(min_value=1)


class DecisionCreateSerializer(DecisionFieldsSerializer):
    """Một quyết định cho một hoặc nhiều hồ sơ."""

    proposals = DecidedProposalSerializer(
        many=True,
        allow_empty=False,
        max_length=1000,  # type: ignore[call-arg]  # an argument of the list
    )


class AnnulmentSerializer(serializers.Serializer[Any]):
    """Quyết định hủy bỏ một khen thưởng."""

    number = serializers.CharField(max_length=41)
    decided_on = serializers.DateField()


# --- Register -------------------------------------------------------------------------------


class AwardSerializer(MeritedSerializer):
    """Một khen thưởng đã ghi vào sổ; tên, chức vụ, đơn vị như khi được khen."""

    recipient_name = serializers.CharField()
    unit_name = serializers.CharField()
    post = serializers.CharField(allow_blank=True)
    is_manager = serializers.BooleanField()
    decision = DecisionRefSerializer()
    proposal = serializers.IntegerField(allow_null=True)
    annulment = AnnulmentSerializer(allow_null=True)
    recorded_at = serializers.DateTimeField()
