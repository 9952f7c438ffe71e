"""Draws ``templates/docx/annual_report.docx``, so that its layout can be reviewed as text.

Layout of an administrative document by Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins
20/20/30/20 mm, Times New Roman, page number centred in the top margin from page 2 on. The
template is kept in the repository as drawn; run ``python -m awards.reports.docx_template`` after
a change here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

TEMPLATE = Path(__file__).parents[2] / "templates" / "docx" / "annual_report.docx"
FONT = "Times New Roman"
BODY = 14
_LEFT, _RIGHT = Cm(6.6), Cm(9.4)
_COLUMNS = (Cm(1.4), Cm(7.2), Cm(3.8), Cm(1.8), Cm(1.8))
_COLUMNS_WITH_HOUSEHOLDS = (Cm(1.2), Cm(6.0), Cm(3.4), Cm(1.8), Cm(1.8), Cm(1.8))


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text looks; sizes in points."""

    size: float = BODY
    bold: bool = False
    italic: bool = False


def draw() -> Any:
    """Return the template as a document with the places to be filled."""
    document = Document()
    _page(document)
    _letterhead(document)
    _heading(document)
    _text(document)
    _parts(document)
    _closing(document)
    document.core_properties.author = "Vinh Danh"
    document.core_properties.title = "Báo cáo kết quả thi đua, khen thưởng"
    document.core_properties.created = datetime(2020, 1, 1, tzinfo=UTC)
    document.core_properties.modified = datetime(2020, 1, 1, tzinfo=UTC)
    return document


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(0)
    _page_number(section.header.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)  # noqa: SLF001 - the library has no fields of its own


def _letterhead(document: Any) -> None:
    table = _bare_table(document, (_LEFT, _RIGHT), rows=2)
    left, right = table.rows[0].cells
    _line(left, "{{ superior }}", Look(12), first=True)
    _line(left, "{{ issuer }}", Look(13, bold=True))
    _rule(left, _LEFT, Cm(2.2))
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look(12, bold=True), first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", Look(13, bold=True))
    _rule(right, _RIGHT, Cm(5.6))
    left, right = table.rows[1].cells
    _line(left, "Số:        /{{ symbol }}", Look(13), first=True)
    _line(
        right,
        "{{ place }}, ngày      tháng      năm {{ dated_year }}",
        Look(13, italic=True),
        first=True,
    )


def _heading(document: Any) -> None:
    _line(document, "", Look(6))
    _line(document, "BÁO CÁO", Look(bold=True))
    title = "Kết quả phong trào thi đua và công tác khen thưởng năm {{ year }}"
    _line(document, title, Look(bold=True))
    _rule(document, Cm(16), Cm(5))
    _line(document, "{%p if addressee %}", Look())
    addressed = _line(document, "Kính gửi: {{ addressee }}.", Look())
    addressed.paragraph_format.space_after = Pt(6)
    _line(document, "{%p endif %}", Look())


def _text(document: Any) -> None:
    _title(document, "I. ĐĂNG KÝ THI ĐUA VÀ SÁNG KIẾN")
    _body(
        document,
        "Năm {{ year }}, {{ unit_name }} có {{ registered }} lượt đăng ký danh hiệu thi đua, "
        "trong đó {{ approved }} lượt đã được duyệt; {{ initiatives }} sáng kiến được đăng ký, "
        "trong đó {{ recognised }} sáng kiến được công nhận.",
    )
    _title(document, "II. KẾT QUẢ KHEN THƯỞNG")
    _line(document, "{%p if parts %}", Look())
    _body(
        document,
        "Kết quả xét khen thưởng năm {{ year }}: {{ all.collectives }} lượt tập thể và "
        "{{ all.individuals }} lượt cá nhân"
        "{% if has_households %}, {{ all.households }} lượt hộ gia đình{% endif %}. "
        "Trong đó, đã có quyết định: "
        "{{ decided.collectives }} lượt tập thể, {{ decided.individuals }} lượt cá nhân"
        "{% if has_households %}, {{ decided.households }} lượt hộ gia đình{% endif %}; đã đề nghị "
        "cấp trên, chờ quyết định: {{ proposed.collectives }} lượt tập thể, "
        "{{ proposed.individuals }} lượt cá nhân"
        "{% if has_households %}, {{ proposed.households }} lượt hộ gia đình{% endif %}. "
        "Cụ thể như sau:",
    )
    _line(document, "{%p else %}", Look())
    _body(document, "Chưa có kết quả khen thưởng nào được ghi nhận trong năm.")
    _line(document, "{%p endif %}", Look())


def _parts(document: Any) -> None:
    _line(document, "{%p for part in parts %}", Look())
    title = _title(document, "{{ part.number }}. {{ part.title }}")
    title.paragraph_format.keep_with_next = True
    # Households have a column only in a report that counts one.
    _line(document, "{%p if has_households %}", Look())
    _figures(document, _COLUMNS_WITH_HOUSEHOLDS)
    _line(document, "{%p else %}", Look())
    _figures(document, _COLUMNS)
    _line(document, "{%p endif %}", Look())
    _line(document, "", Look(6))
    _line(document, "{%p endfor %}", Look())


def _figures(document: Any, widths: tuple[Any, ...]) -> None:
    """The table of a chapter, with as many kinds of recipients as the widths have room for."""
    table = document.add_table(rows=7, cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, widths)
    for row in table.rows:
        _keep_whole(row)
    known = (("collectives", "Tập thể"), ("individuals", "Cá nhân"), ("households", "Hộ gia đình"))
    kinds = known[: len(widths) - 3]
    heads = ("STT", "Danh hiệu thi đua, hình thức khen thưởng", "Loại hình")
    for cell, head in zip(
        table.rows[0].cells, (*heads, *(head for _key, head in kinds)), strict=True
    ):
        _line(cell, head, Look(13, bold=True), first=True)
    _repeat(table.rows[0])
    _tag_row(table.rows[1], "{%tr for section in part.sections %}")
    section = _merged(table.rows[2], 0, len(widths) - 1)
    _put(section, "{{ section.title }}", Look(13, bold=True, italic=True))
    section.paragraphs[0].paragraph_format.keep_with_next = True
    _tag_row(table.rows[3], "{%tr for line in section.lines %}")
    values = ("number", "label", "basis", *(key for key, _head in kinds))
    for column, (cell, value) in enumerate(zip(table.rows[4].cells, values, strict=True)):
        put = _put if column in {1, 2} else _centred
        put(cell, f"{{{{ line.{value} }}}}", Look(13))
    _tag_row(table.rows[5], "{%tr endfor %}")
    _second_end(table, table.rows[5])
    total = table.rows[7]
    _put(_merged(total, 0, 2), "Cộng", Look(13, bold=True))
    for column, (key, _head) in enumerate(kinds, start=3):
        _centred(total.cells[column], f"{{{{ part.{key} }}}}", Look(13, bold=True))


def _closing(document: Any) -> None:
    _body(
        document,
        "Trên đây là kết quả phong trào thi đua và công tác khen thưởng năm {{ year }} của "
        "{{ unit_name }}./.",
    )
    _line(document, "", Look(6))
    table = _bare_table(document, (Cm(8), Cm(8)), rows=1)
    _keep_whole(table.rows[0])
    left, right = table.rows[0].cells
    _put(left, "Nơi nhận:", Look(12, bold=True, italic=True))
    for receiver in ("{% if addressee %}- Như trên;{% else %}- Cấp trên (để b/c);{% endif %}",
                     "- Lưu: VT."):  # fmt: skip
        _put(left, receiver, Look(11), first=False)
    _line(right, "{{ signer_post }}", Look(bold=True), first=True)
    for _space in range(4):
        _line(right, "", Look())
    _line(right, "{{ signer_name }}", Look(bold=True))


# --- Pieces ---------------------------------------------------------------------------------


def _line(place: Any, text: str, look: Look, *, first: bool = False) -> Any:
    """A centred paragraph; ``first`` uses the empty one every table cell begins with."""
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(paragraph, text, look)
    return paragraph


def _centred(cell: Any, text: str, look: Look) -> None:
    _line(cell, text, look, first=True)


def _put(cell: Any, text: str, look: Look, *, first: bool = True) -> None:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    _write(paragraph, text, look)


def _write(paragraph: Any, text: str, look: Look) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(look.size), look.bold, look.italic


def _title(document: Any, text: str) -> Any:
    paragraph = _body(document, text, Look(bold=True))
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _body(document: Any, text: str, look: Look | None = None) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.space_after = Pt(6)
    _write(paragraph, text, look or Look())
    return paragraph


def _rule(place: Any, width: Any, length: Any) -> None:
    """A centred line of a given length: the top border of a low, indented paragraph."""
    paragraph = place.add_paragraph()
    indent = int((width - length) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    paragraph.paragraph_format.line_spacing = Pt(6)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - as for fields
        borders, "w:spacing", "w:ind", "w:jc"
    )


def _bare_table(document: Any, widths: tuple[Any, ...], rows: int) -> Any:
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, widths)
    return table


def _widths(table: Any, widths: tuple[Any, ...]) -> None:
    """Word reads the width of the cells, other programs that of the columns."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _tag_row(row: Any, tag: str) -> None:
    row.cells[0].paragraphs[0].add_run(tag)


def _second_end(table: Any, row: Any) -> None:
    """The outer loop ends in a row of its own, right after the inner one."""
    end = table.add_row()
    _tag_row(end, "{%tr endfor %}")
    row._tr.addnext(end._tr)  # noqa: SLF001 - rows can only be appended


def _merged(row: Any, first: int, last: int) -> Any:
    return row.cells[first].merge(row.cells[last])


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


if __name__ == "__main__":
    draw().save(str(TEMPLATE))
