"""What this app keeps about a person, as parts of his own data."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from core.models import Notification
from personnel.domain import looks as look_names
from personnel.models import (
    CorrectionRequest,
    CorrectionTopic,
    Delegation,
    RoleAssignment,
    SensitiveFacts,
    Staff,
    StaffIdentity,
    User,
)
from personnel.selectors import as_of, looks, own_data, privacy
from personnel.selectors.own_data import Section


def register() -> None:
    """Add the parts (once, at start-up)."""
    own_data.register("personnel", collect, order=10)
    own_data.register("account", collect_account, order=90)


def collect(staff: Staff) -> Iterator[Section]:
    """Facts, places of work, grades, conduct."""
    yield _facts(staff)
    if privacy.keeps_sensitive():
        yield _sensitive(staff)
    yield _appointments(staff)
    yield _assessments(staff)
    yield _disciplines(staff)
    yield _bars(staff)
    yield _absences(staff)


def collect_account(staff: Staff) -> Iterator[Section]:
    """The account with its roles, requests for correction, looks, notices."""
    user = User.objects.filter(staff=staff).first()
    if user is not None:
        yield _account(user)
        yield _roles(user)
        yield _delegations(user)
    yield _requests(staff)
    yield _looks(staff)
    if user is not None:
        yield _notices(user)


def _facts(staff: Staff) -> Section:
    identity = StaffIdentity.objects.filter(staff=staff).first()
    rows = [
        (_("Số hiệu nhân sự"), staff.code),
        (_("Mã ở phần mềm nhân sự"), staff.external_id or ""),
        (_("Họ và tên"), staff.full_name),
        (_("Ngày sinh"), staff.birth_date),
        (_("Giới tính"), staff.get_sex_display()),
        (_("Số định danh cá nhân"), str(identity) if identity else ""),
        (_("Thư điện tử"), staff.email),
        (_("Loại nhân sự"), staff.get_category_display()),
        (_("Đơn vị"), staff.unit.name),
        (_("Ngày vào cơ quan"), staff.joined_on),
        (_("Ngày tuyển dụng"), staff.recruited_on),
        (_("Ngày bắt đầu công tác trong khu vực nhà nước"), staff.service_from),
        (_("Ngày nghỉ hưu dự kiến"), staff.retires_on),
        (_("Ngày thôi việc"), staff.left_on),
        (_("Vợ, chồng cùng danh sách nhân sự"), str(staff.spouse or "")),
    ]
    return Section(
        "facts",
        _("Thông tin chung"),
        (_("Mục"), _("Nội dung")),
        rows,
        CorrectionTopic.NAME,
    )


def _sensitive(staff: Staff) -> Section:
    row = SensitiveFacts.objects.filter(staff=staff).first() or SensitiveFacts()
    rows = [
        (_("Dân tộc"), row.ethnicity),
        (_("Tôn giáo"), row.religion),
        (_("Ngày vào Đảng"), row.party_joined_on),
    ]
    return Section(
        "sensitive",
        _("Dữ liệu nhạy cảm"),
        (_("Mục"), _("Nội dung")),
        rows,
        CorrectionTopic.SENSITIVE,
    )


def _appointments(staff: Staff) -> Section:
    places = list(staff.appointments.select_related("unit").order_by("-valid_from", "-pk"))
    names = as_of.unit_names(places)
    rows = [
        (one.valid_from, one.valid_to, names.get(one.pk, one.unit).name, one.post, one.is_manager,
         one.is_concurrent, one.decision_ref)
        for one in places
    ]  # fmt: skip
    return Section(
        "appointments",
        _("Quá trình công tác"),
        (
            _("Từ ngày"),
            _("Đến trước ngày"),
            _("Đơn vị"),
            _("Chức vụ"),
            _("Lãnh đạo, quản lý"),
            _("Kiêm nhiệm"),
            _("Số quyết định"),
        ),
        rows,
        CorrectionTopic.APPOINTMENT,
    )


def _assessments(staff: Staff) -> Section:
    rows = [
        (one.year, one.get_grade_display(), one.get_rule_display(), one.decision_ref,
         one.decided_on)
        for one in staff.assessments.order_by("-year")
    ]  # fmt: skip
    return Section(
        "assessments",
        _("Xếp loại hằng năm"),
        (_("Năm"), _("Mức xếp loại"), _("Quy định"), _("Số văn bản"), _("Ngày văn bản")),
        rows,
        CorrectionTopic.ASSESSMENT,
    )


def _disciplines(staff: Staff) -> Section:
    rows = [
        (one.get_form_display(), one.valid_from, one.valid_to, one.decision_ref, one.decided_on,
         one.reason)
        for one in staff.disciplines.order_by("-valid_from", "-pk")
    ]  # fmt: skip
    return Section(
        "disciplines",
        _("Kỷ luật"),
        (
            _("Hình thức"),
            _("Từ ngày"),
            _("Đến trước ngày"),
            _("Số quyết định"),
            _("Ngày quyết định"),
            _("Nội dung"),
        ),
        rows,
        CorrectionTopic.DISCIPLINE,
    )


def _bars(staff: Staff) -> Section:
    rows = [
        (one.source, one.reason, one.document_ref, one.document_on, one.valid_from, one.valid_to,
         one.lifting_ref)
        for one in staff.bar_notices.order_by("-valid_from", "-pk")
    ]  # fmt: skip
    return Section(
        "bar_notices",
        _("Thông báo lưu ý của cơ quan khác"),
        (
            _("Cơ quan gửi"),
            _("Nội dung"),
            _("Số văn bản"),
            _("Ngày văn bản"),
            _("Lưu ý từ ngày"),
            _("Gỡ từ ngày"),
            _("Số văn bản gỡ"),
        ),
        rows,
        CorrectionTopic.BAR_NOTICE,
    )


def _absences(staff: Staff) -> Section:
    rows = [
        (one.get_kind_display(), one.valid_from, one.valid_to, one.get_result_display(),
         one.decision_ref, one.note)
        for one in staff.absences.order_by("-valid_from", "-pk")
    ]  # fmt: skip
    return Section(
        "absences",
        _("Học tập, nghỉ dài ngày"),
        (
            _("Loại"),
            _("Từ ngày"),
            _("Đến trước ngày"),
            _("Kết quả học tập"),
            _("Số văn bản"),
            _("Ghi chú"),
        ),
        rows,
        CorrectionTopic.ABSENCE,
    )


def _account(user: User) -> Section:
    rows = [
        (_("Tên đăng nhập"), user.username),
        (_("Thư điện tử nhận thông báo"), user.email),
        (_("Lần đăng nhập gần nhất"), user.last_login),
    ]
    return Section("account", _("Tài khoản"), (_("Mục"), _("Nội dung")), rows)


def _roles(user: User) -> Section:
    rows = [
        (one.get_role_display(), one.unit.name, one.valid_from, one.valid_to)
        for one in RoleAssignment.objects.filter(user=user)
        .select_related("unit")
        .order_by("-valid_from", "-pk")
    ]
    return Section(
        "roles",
        _("Vai trò"),
        (_("Vai trò"), _("Đơn vị"), _("Từ ngày"), _("Đến trước ngày")),
        rows,
    )


def _delegations(user: User) -> Section:
    rows = [
        (str(one.principal), str(one.deputy), one.get_role_display(), one.unit.name,
         one.valid_from, one.valid_to)
        for one in Delegation.objects.filter(Q(principal=user) | Q(deputy=user))
        .select_related("principal", "deputy", "unit")
        .order_by("-valid_from", "-pk")
    ]  # fmt: skip
    return Section(
        "delegations",
        _("Ủy quyền"),
        (
            _("Người được thay mặt"),
            _("Người thay mặt"),
            _("Vai trò"),
            _("Đơn vị"),
            _("Từ ngày"),
            _("Đến trước ngày"),
        ),
        rows,
    )


def _requests(staff: Staff) -> Section:
    rows = [
        (one.sent_at, one.topic_label, one.wanted, one.state_label, one.due_on, one.answer)
        for one in CorrectionRequest.objects.filter(staff=staff).order_by("-pk")
    ]
    return Section(
        "corrections",
        _("Yêu cầu chỉnh sửa"),
        (_("Gửi lúc"), _("Mục"), _("Đề nghị ghi"), _("Trạng thái"), _("Hạn trả lời"), _("Trả lời")),
        rows,
    )


def _looks(staff: Staff) -> Section:
    rows = [
        (
            one.at,
            one.actor_name,
            one.on_behalf_name,
            _(look_names.LABELS[one.action]),
            _purpose(one.data.get("purpose", "")),
            one.data.get("note", ""),
        )
        for one in looks.at_person(staff.pk)
    ]
    return Section(
        "looks",
        _("Ai đã xem dữ liệu của tôi"),
        (
            _("Lúc"),
            _("Người xem"),
            _("Thay mặt"),
            _("Việc"),
            _("Mục đích"),
            _("Ghi rõ"),
        ),
        rows,
    )


def _purpose(key: str) -> str:
    label = look_names.PURPOSE_LABELS.get(key, "")
    return _(label) if label else ""


def _notices(user: User) -> Section:
    rows = [
        (one.created_at, one.title, one.body, one.read_at)
        for one in Notification.objects.filter(recipient=user).order_by("-pk")
    ]
    return Section(
        "notices",
        _("Thông báo đã nhận"),
        (_("Lúc"), _("Tiêu đề"), _("Nội dung"), _("Đã đọc")),
        rows,
    )
