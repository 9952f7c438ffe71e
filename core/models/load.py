"""Loads: files people bring in, from the upload to the rows written, and what is remembered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LoadState(models.TextChoices):
    """Where a load stands."""

    UPLOADED = "UPLOADED", _("Đã tải lên")
    CHECKING = "CHECKING", _("Đang kiểm tra")
    CHECKED = "CHECKED", _("Đã kiểm tra, chờ xác nhận")
    WRITING = "WRITING", _("Đang ghi")
    DONE = "DONE", _("Đã ghi")
    FAILED = "FAILED", _("Không ghi được")
    UNDONE = "UNDONE", _("Đã hoàn tác")


class Load(models.Model):
    """Lần nạp: one file of one kind, taken over whole or not at all.

    Attributes:
        importer: key of the importer that reads it.
        owner: who brought it in; ``None`` for the operator's commands.
        content: the bytes, only until the load is done or given up.
        mapping: heading of the file by column key.
        answers: what the officer decided about doubtful rows, by row number.
        problems: the first problems found, as plain data; ``problem_count`` counts all.
        summary: figures of what was found or written, by name.
        result: the result file, row by row, once the load is done.
        version: raised by every step, so that two clicks or two workers do not take the same one.
    """

    importer = models.CharField(max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="loads"
    )
    owner_name = models.CharField(_("người nạp"), max_length=150)
    name = models.CharField(_("tên tệp"), max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(_("dung lượng"), default=0)
    content = models.BinaryField(default=bytes)
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=LoadState.choices, default=LoadState.UPLOADED
    )
    version = models.PositiveIntegerField(default=1)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(_("chỗ cần sửa"), default=0)
    row_count = models.PositiveIntegerField(_("số dòng"), default=0)
    summary = models.JSONField(default=dict)
    result = models.BinaryField(default=bytes)
    error = models.TextField(blank=True)
    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    applied_at = models.DateTimeField(_("ghi lúc"), null=True)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True)
    undone_by_name = models.CharField(max_length=330, blank=True)

    class Meta:
        verbose_name = _("lần nạp")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["owner", "importer", "-id"], name="core_load_of_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LoadState.values), name="core_load_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class LoadedRecord(models.Model):
    """A row that a load wrote: made anew, or changed (then ``before`` has the former values)."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="records")
    row = models.PositiveIntegerField(_("dòng"))
    model = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True)

    class Meta:
        verbose_name = _("bản ghi đã nạp")
        ordering = ["pk"]
        indexes = [models.Index(fields=["model", "object_id"], name="core_loaded_object")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class ColumnMapping(models.Model):
    """Cách ghép cột đã dùng: headings once matched by hand are matched alike the next time."""

    importer = models.CharField(max_length=60)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cách ghép cột")
        constraints = [
            models.UniqueConstraint(
                fields=["importer", "signature"], name="core_mapping_once_per_header"
            )
        ]

    def __str__(self) -> str:
        return f"{self.importer} {self.signature[:8]}"


class NameMatch(models.Model):
    """Bảng đối chiếu tên: a name as old lists write it, and the code an officer said it means.

    ``kind`` tells what is named, a word of the importers; ``folded`` is the text without marks,
    in which it is looked for.
    """

    kind = models.CharField(max_length=20)
    text = models.CharField(_("tên trong danh sách cũ"), max_length=300)
    folded = models.CharField(max_length=300)
    code = models.CharField(_("mã"), max_length=60)
    confirmed_by_name = models.CharField(_("người xác nhận"), max_length=330)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"))

    class Meta:
        verbose_name = _("đối chiếu tên")
        ordering = ["kind", "folded"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "folded"], name="core_name_matched_once")
        ]

    def __str__(self) -> str:
        return f"{self.text} → {self.code}"
