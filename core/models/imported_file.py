"""Files people brought in: waiting to be confirmed, or taken over."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedFile(models.Model):
    """A spreadsheet somebody uploaded (tệp nhập).

    Attributes:
        purpose: which importer reads it.
        content: the bytes, only until the file is taken over.
        applied_at: when its rows were written; ``None`` while it waits for the confirmation.
        row_count: rows written.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imported_files"
    )
    purpose = models.CharField(max_length=60)
    name = models.CharField(_("tên tệp"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("dung lượng"))
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    applied_at = models.DateTimeField(_("nhập lúc"), null=True)
    row_count = models.PositiveIntegerField(_("số dòng"), default=0)

    class Meta:
        verbose_name = _("tệp nhập")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["owner", "purpose", "-id"])]

    def __str__(self) -> str:
        return self.name
