"""Invented content of the style guide: short, long, empty, late, refused and wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from core import clock
from core.web.forms import DateField, LongText, SearchPick
from core.web.navigation import Profile, ShownEntry
from core.web.parts import (
    Bar,
    Caution,
    Cell,
    Chip,
    Choice,
    Column,
    Crumb,
    Event,
    FileLink,
    LineResult,
    Mark,
    Series,
    Span,
    Step,
    Tab,
    Table,
)

LONG_PERSON = "Nguyễn Phúc Tường Ngọc Quỳnh Thương Huyền"
LONG_UNIT = "Phòng Quản lý năng lượng, Kỹ thuật an toàn và Môi trường công nghiệp"
PEOPLE = (
    ("Đặng Thị Thu Huệ", "Phòng Quản lý thương mại"),
    ("Nguyễn Hoài Nam", "Văn phòng"),
    ("Thạch Sa Rây", "Thanh tra"),
    ("Trần Ngọc Ánh", "Phòng Kế hoạch, Tài chính"),
    (LONG_PERSON, LONG_UNIT),
)
NAV = (
    ("work", "Việc của tôi", "inbox-stack"),
    ("movement", "Thi đua", "flag"),
    ("honours", "Khen thưởng", "trophy"),
    ("people", "Nhân sự", "users"),
    ("reports", "Báo cáo", "chart-bar"),
    ("law", "Pháp luật", "scale"),
)
TONE_SAMPLES = (
    ("neutral", "Bản nháp"),
    ("info", "Để biết"),
    ("progress", "Đang xét"),
    ("ok", "Đã duyệt"),
    ("warn", "Trả lại"),
    ("danger", "Không duyệt"),
    ("honour", "Huân chương hạng Nhất"),
)
COLOURS = (
    "ground", "surface", "sunk", "line", "line-strong", "ink", "ink-soft", "accent",
    "accent-fill", "accent-soft", "gold",
)  # fmt: skip


class SampleForm(forms.Form):
    """A form with every kind of field, in groups."""

    fieldsets = (
        ("Người và việc", ["person", "unit", "kind"]),
        ("Nội dung", ["title", "summary", "applied_on", "share", "paper"], "Viết như nói."),
        ("Xác nhận", ["ways", "agreed"]),
    )

    person = forms.ChoiceField(label="Cá nhân", help_text="Gõ tên có dấu hoặc không dấu.")
    unit = forms.ChoiceField(
        label="Đơn vị", choices=[("", "Chọn đơn vị"), ("1", "Văn phòng"), ("2", LONG_UNIT)]
    )
    kind = forms.ChoiceField(
        label="Loại",
        widget=forms.RadioSelect,
        choices=[("a", "Giải pháp kỹ thuật"), ("b", "Giải pháp quản lý, tác nghiệp")],
    )
    title = forms.CharField(label="Tên", max_length=200)
    summary = forms.CharField(
        label="Tóm tắt",
        widget=LongText(),
        help_text="Nêu việc đã làm, kết quả đo được, nơi áp dụng.",
    )
    applied_on = DateField(label="Ngày áp dụng lần đầu")
    share = forms.IntegerField(label="Tỷ lệ đóng góp (%)", min_value=1, max_value=100)
    paper = forms.FileField(
        label="Giấy tờ kèm theo", required=False, help_text="PDF, tối đa 10 MB."
    )
    ways = forms.MultipleChoiceField(
        label="Nhận tin qua",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("app", "Thông báo trong hệ thống"), ("mail", "Thư điện tử")],
    )
    agreed = forms.BooleanField(label="Tôi xác nhận nội dung trên là đúng")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = SearchPick(reverse("core:style_guide_pick"), limit=3)
        field: Any = self.fields["person"]
        field.widget = widget
        field.choices = [("", "Chọn người"), *((str(i), n) for i, (n, _) in enumerate(PEOPLE, 1))]


class FilterForm(forms.Form):
    """Filter of the sample list."""

    q = forms.CharField(label="Tìm", required=False)
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), ("1", "Đang xét")]
    )


def people_options() -> list[dict[str, str]]:
    """What the sample search field finds."""
    return [
        {"value": str(index), "label": name, "detail": unit}
        for index, (name, unit) in enumerate(PEOPLE, 1)
    ]


def context(
    request: HttpRequest, section: str, sections: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    """Everything the guide's pages show."""
    now = clock.now()
    return {
        "section": section,
        "tabs": [Tab(label, f"?phan={key}", key == section) for key, label in sections],
        "page_title": "Bộ thành phần giao diện",
        "page_lead": "Mọi thành phần, mọi tình trạng. Trang dựng từ đây thì giống nhau.",
        "crumbs": [Crumb("Dành cho người phát triển", "?phan=nen-tang"), Crumb("Bộ thành phần")],
        "nav_entries": [
            ShownEntry(key, label, icon, "#", key == "work") for key, label, icon in NAV
        ],
        "profile": Profile(LONG_PERSON, (f"Cán bộ nhân sự, {LONG_UNIT}", "Thư ký hội đồng"), "#"),
        "unread_count": 3,
        "show_search": True,
        "show_account": True,
        "bell_url": "#",
        "year": now.year,
        "tones": TONE_SAMPLES,
        "colours": COLOURS,
        "form": SampleForm(request.POST, request.FILES)
        if request.method == "POST"
        else SampleForm(initial={"person": "2"}),
        "wrong_form": SampleForm({"title": "", "share": "180", "person": "99"}, prefix="sai"),
        "filter_form": FilterForm(),
        "long_person": LONG_PERSON,
        "long_unit": LONG_UNIT,
        "now": now,
        **_lists(),
        **_case(now),
        **_charts(now.year),
    }


def _lists() -> dict[str, Any]:
    return {
        "chips": [
            Chip("Đơn vị", LONG_UNIT, "?phan=danh-sach"),
            Chip("Tình trạng", "Đang xét", "?phan=danh-sach"),
            Chip("Năm", "2025"),
        ],
        "people": [
            (index, name, unit, tone, label, 1284 * index)
            for index, ((name, unit), (tone, label)) in enumerate(
                zip(PEOPLE, TONE_SAMPLES[1:6], strict=True), 1
            )
        ],
        "bulk_choices": [
            Choice("approve", "Duyệt", icon="check", tone="primary"),
            Choice("return", "Trả lại", icon="arrow-uturn-left"),
        ],
        "table": Table(
            "Kết quả theo hình thức",
            [Column("Hình thức"), Column("Tập thể", numeric=True), Column("Cá nhân", numeric=True)],
            [
                ["Giấy khen", Cell(10, "?phan=danh-sach"), Cell(1284, "?phan=danh-sach")],
                [Cell("Bằng khen", detail=LONG_UNIT), 0, 91],
                ["Cờ", 1, None],
            ],
            ["Cộng", 11, 1375],
        ),
        "empty_table": Table("Bảng chưa có dòng", [Column("Mục"), Column("Số", numeric=True)], []),
        "results": [
            LineResult("Dòng 12", LONG_PERSON, "Không có trong đơn vị này.", "danger", "#",
                       "Sửa mã nhân sự rồi nạp lại."),
            LineResult("Dòng 14", "Trần Ngọc Ánh", "Đã có trong danh sách, bỏ qua.", "warn"),
            LineResult("Dòng 15", "Thạch Sa Rây", "Đã duyệt."),
        ],
        "files": [
            FileLink("Tờ trình số 15/TTr-VP.pdf", "#", "PDF", 1_284_000, date(2025, 2, 17)),
            FileLink(f"Báo cáo thành tích của {LONG_UNIT}.docx", "#", "Word", 84_000,
                     date(2025, 2, 18), "bản chính"),
        ],
        "pairs": [
            ("Họ và tên", LONG_PERSON),
            ("Đơn vị", LONG_UNIT),
            ("Ngày vào ngành", "01/09/2009"),
            ("Ghi chú", ""),
        ],
    }  # fmt: skip


def _case(now: datetime) -> dict[str, Any]:
    day = now.date()
    steps = [
        Step("Lập hồ sơ", "done", "Đặng Thị Thu Huệ", "Phòng Quản lý thương mại",
             day - timedelta(days=20), outcome="Đã trình"),
        Step("Trưởng đơn vị", "done", "Nguyễn Hoài Nam", "Phòng Quản lý thương mại",
             day - timedelta(days=16), outcome="Đồng ý"),
        Step("Kiểm tra hồ sơ", "current", "Trần Ngọc Ánh", "Văn phòng",
             limit=day + timedelta(days=3)),
        Step("Hội đồng", limit=day + timedelta(days=12)),
        Step("Giám đốc quyết định", unit="Lãnh đạo", note="Ký và đóng dấu"),
    ]  # fmt: skip
    late = [
        Step("Lập hồ sơ", "done", LONG_PERSON, LONG_UNIT, day, outcome="Đã trình"),
        Step("Kiểm tra hồ sơ", "returned", "Trần Ngọc Ánh", "Văn phòng", day, outcome="Trả lại"),
        Step(
            "Bổ sung", "current", LONG_PERSON, LONG_UNIT, limit=day - timedelta(days=2), late=True
        ),
        Step("Lấy ý kiến", "skipped", outcome="Không phải lấy ý kiến"),
        Step("Hội đồng", "refused", "Hội đồng", outcome="Không thông qua: 5 trên 9 phiếu"),
    ]
    return {
        "steps": steps,
        "late_steps": late,
        "events": [
            Event(now, "Trần Ngọc Ánh", "Trả lại hồ sơ", "Văn phòng",
                  "Thiếu quyết định công nhận.\nĐề nghị bổ sung trước ngày 20.", "warn"),
            Event(now - timedelta(days=4), "Nguyễn Hoài Nam", "Đồng ý trình", tone="ok"),
            Event(now - timedelta(days=9), "Trần Ngọc Ánh", "Sửa bản dự thảo",
                  comment="\n".join(f"Dòng thay đổi thứ {number}." for number in range(1, 9))),
            Event(now - timedelta(days=20), LONG_PERSON, "Lập hồ sơ", LONG_UNIT, url="#"),
        ],
        "choices": [
            Choice("forward", "Chuyển hội đồng", "?phan=ho-so",
                   "Hồ sơ chuyển cho thư ký hội đồng; bạn không sửa được nữa.",
                   tone="primary", icon="paper-airplane", comment="optional",
                   legal_basis="Điều 84 khoản 2",
                   cautions=(Caution("Còn 2 điều kiện chưa ai đánh giá.", "#", "Xem từng điều kiện"),)),
            Choice("return", "Trả lại", "?phan=ho-so",
                   "Người lập hồ sơ nhận lại cùng lý do và sửa được ngay.",
                   icon="arrow-uturn-left", comment="required", comment_label="Lý do trả lại"),
            Choice("refuse", "Không duyệt", "?phan=ho-so",
                   "Hồ sơ kết thúc ở đây. Việc này không hoàn tác được.",
                   icon="no-symbol", tone="danger", comment="required"),
            Choice("decide", "Ký quyết định", allowed=False,
                   reason="Chỉ giám đốc ký, sau khi hội đồng có kết quả."),
            Choice("withdraw", "Rút hồ sơ", allowed=False, reason="Chỉ người lập hồ sơ rút được."),
        ],
        "no_choices": [Choice("decide", "Ký quyết định", allowed=False, reason="Chỉ giám đốc ký.")],
        "findings": [
            {"outcome": "MET", "message": "Hoàn thành tốt nhiệm vụ năm 2025.",
             "citation": "Điều 24 khoản 1 điểm a"},
            {"outcome": "NOT_MET", "message": "Cần 2 năm liên tục, mới có 1 năm (2025).",
             "citation": "Điều 23 khoản 1"},
            {"outcome": "NEEDS_JUDGEMENT", "message": "Phạm vi ảnh hưởng do hội đồng xét.",
             "citation": "Điều 23 khoản 2"},
            {"outcome": "UNKNOWN", "message": "Chưa có kết quả xếp loại năm 2024.",
             "citation": ""},
        ],
    }  # fmt: skip


def _charts(year: int) -> dict[str, Any]:
    years = range(year - 5, year + 1)
    rise = (12, 17, 16, 24, 31, 40)
    return {
        "bars": [
            Bar("Văn phòng", 31, "#"),
            Bar(LONG_UNIT, 24, "#", highlight=True),
            Bar("Thanh tra", 4, "#"),
            Bar("Trung tâm Khuyến công", 0, "#"),
        ],
        "series": Series("Kết quả", [(str(y), v) for y, v in zip(years, rise, strict=True)]),
        "multiples": [
            Series(name, [(str(y), v // divisor) for y, v in zip(years, rise, strict=True)], "#")
            for name, divisor in (("Văn phòng", 1), (LONG_UNIT, 2), ("Thanh tra", 4),
                                  ("Phòng Kế hoạch, Tài chính", 3), ("Trung tâm Khuyến công", 9))
        ],
        "marks": [
            Mark(year - 9, "Giấy khen"),
            Mark(year - 6, "Bằng khen", "square", "Quyết định số 112/QĐ-UBND"),
            Mark(year - 6, "Giấy khen"),
            Mark(year - 3, "Giấy khen"),
            Mark(year - 1, "Huân chương hạng Ba", "star"),
        ],
        "spans": [
            Span("2015A", date(year - 9, 1, 1), date(year - 4, 7, 1), "neutral", "Thôi áp dụng"),
            Span("2020B", date(year - 4, 7, 1), date(year + 1, 1, 1), "ok", "Đang áp dụng"),
            Span("2026C", date(year + 1, 1, 1), None, "warn", "Bản dự thảo"),
        ],
        "spans_start": year - 9,
        "spans_end": year + 2,
        "marks_start": year - 10,
        "marks_end": year,
        "no_series": Series("Chưa có", []),
    }  # fmt: skip
