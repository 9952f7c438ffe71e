"""What verdicts look like in the API: each condition with required, found, article and records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from awards.domain.references import records_in
from awards.services.told_verdicts import Told
from core.api.shapes import local_time
from core.audit import plain
from legal.domain.codes import Standing
from legal.models import RuleSet
from legal.rules.tally import Outcome
from legal.rules.verdict import CODES, Verdict
from legal.selectors.more_favourable import Favour

VERDICTS = list(CODES.items())


class FindingSerializer(serializers.Serializer[Any]):
    """Kết quả đối chiếu một điều kiện."""

    rule = serializers.CharField(help_text="Tên quy tắc, là mã của điều khoản.")
    outcome = serializers.ChoiceField(choices=[one.value for one in Outcome])
    requirement = serializers.CharField(help_text="Điều khoản yêu cầu gì.")
    message = serializers.CharField(help_text="Yêu cầu gì và tìm thấy gì.")
    remedy = serializers.CharField(allow_blank=True, help_text="Điều gì làm thay đổi kết quả.")
    citation = serializers.CharField()
    standing = serializers.ChoiceField(choices=[one.value for one in Standing])
    confirmed = serializers.CharField(
        allow_blank=True,
        help_text="Ai đối chiếu với điều, văn bản nào, ngày nào; trống khi chưa ai đối chiếu.",
    )
    rule_set = serializers.CharField()
    blocks = serializers.BooleanField(help_text="Không đạt và đủ căn cứ để chặn hồ sơ.")
    facts = serializers.DictField(help_text="Dữ liệu đã dùng, kèm tham chiếu tới hồ sơ gốc.")
    records = serializers.ListField(
        child=serializers.CharField(),
        help_text="Các bản ghi đã đếm, dạng loại:khóa, như grade:2020, award:17.",
    )
    join = serializers.CharField(
        allow_blank=True, help_text="Với `parts`: ANY là một trong, ALL là tất cả."
    )
    parts = serializers.ListField(
        child=serializers.DictField(), help_text="Các điều kiện bên trong, cùng cấu trúc."
    )


class SetUsedSerializer(serializers.Serializer[Any]):
    """Một bản bộ quy tắc đã dùng."""

    code = serializers.CharField()
    name = serializers.CharField(allow_blank=True, help_text="Tên hôm nay của bộ quy tắc.")
    version = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Của nội dung bản đó.")
    published = serializers.BooleanField(help_text="Chưa công bố thì chỉ nhắc, không chặn.")


class ContradictionSerializer(serializers.Serializer[Any]):
    """Các bản ghi không thể cùng đúng."""

    text = serializers.CharField(help_text="Mâu thuẫn ở đâu.")
    refs = serializers.ListField(
        child=serializers.CharField(),
        help_text="Các bản ghi mâu thuẫn, dạng loại:khóa, như discipline:12, award:17.",
    )


class VerdictSerializer(serializers.Serializer[Any]):
    """Kết quả đối chiếu điều kiện theo bộ quy tắc có hiệu lực."""

    code = serializers.ChoiceField(choices=VERDICTS)
    award = serializers.CharField()
    ruleset = serializers.CharField(help_text="Các bộ quy tắc kèm phiên bản.")
    sets = SetUsedSerializer(many=True)
    blocking = serializers.BooleanField()
    contradictions = ContradictionSerializer(
        many=True, help_text="Dữ liệu mâu thuẫn; khi có thì chưa kết luận."
    )
    findings = FindingSerializer(many=True)
    checksum = serializers.CharField(help_text="Của mã chương trình đã đối chiếu.")


class FavourSerializer(serializers.Serializer[Any]):
    """Lời nhắc khi quy định mới có lợi hơn; không chặn và không đổi kết luận quyết định."""

    message = serializers.CharField(help_text="Cả lời nhắc, để hiện cho người.")
    text = serializers.CharField(help_text="Điều khoản chuyển tiếp được cho là nói gì.")
    standing = serializers.ChoiceField(choices=[one.value for one in Standing])
    source = serializers.CharField(help_text="Biết được từ đâu.")  # type: ignore[assignment]
    rule_set = serializers.CharField(help_text="Bộ quy tắc cho kết luận có lợi hơn.")


class ToldSerializer(serializers.Serializer[Any]):
    """Các kết luận về một hồ sơ."""

    verdict = VerdictSerializer(
        allow_null=True, help_text="Kết luận quyết định: giữ từ lúc gửi, hoặc hôm nay khi chưa gửi."
    )
    verdict_frozen_at = serializers.DateTimeField(
        allow_null=True, help_text="Lúc gửi, khi kết luận được giữ; null với hồ sơ chưa gửi."
    )
    beside = VerdictSerializer(
        allow_null=True,
        help_text="Để đối chiếu, theo luật mới, khi hồ sơ nhận trước và còn xét sau ngày luật đổi.",
    )
    more_favourable = FavourSerializer(
        allow_null=True, help_text="Khi `beside` có lợi hơn kết luận quyết định."
    )
    beside_is_of_today = serializers.BooleanField(
        help_text="`beside` theo dữ liệu hôm nay: luật mới có hiệu lực sau lúc gửi."
    )
    today = VerdictSerializer(
        allow_null=True,
        help_text="Theo dữ liệu và đánh giá hôm nay, khi khác kết luận đã giữ và hồ sơ còn xét.",
    )


def present_told(told: Told | None) -> dict[str, Any]:
    """All verdicts on a dossier; nothing where it was sent before verdicts were kept."""
    if told is None:
        nothing = dict.fromkeys(
            ("verdict", "verdict_frozen_at", "beside", "more_favourable", "today")
        )
        return {**nothing, "beside_is_of_today": False}
    verdict, beside, today = present_verdicts((told.deciding, told.beside, told.today))
    return {
        "verdict": verdict,
        "verdict_frozen_at": local_time(told.on),
        "beside": beside,
        "more_favourable": present_favour(told.favour),
        "beside_is_of_today": told.beside_today,
        "today": today,
    }


def present_favour(favour: Favour | None) -> dict[str, Any] | None:
    """What is told where the newer rules are better."""
    return favour.as_dict() if favour else None


def present_verdicts(told: Sequence[Verdict | None]) -> list[dict[str, Any] | None]:
    """Each verdict, or nothing in its place; one query for the names of all rule-sets."""
    codes = {used.code for verdict in told if verdict for used in verdict.sets}
    names = dict(RuleSet.objects.filter(code__in=sorted(codes)).values_list("code", "name"))
    return [_present(verdict, names) if verdict else None for verdict in told]


def _present(verdict: Verdict, names: Mapping[str, str]) -> dict[str, Any]:
    shown: dict[str, Any] = plain(verdict.as_dict())
    return {
        **shown,
        "sets": [{**used, "name": names.get(used["code"], "")} for used in shown["sets"]],
        "findings": [_present_finding(one) for one in shown["findings"]],
    }


def _present_finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **finding,
        "records": records_in(finding["facts"]),
        "parts": [_present_finding(one) for one in finding["parts"]],
    }
