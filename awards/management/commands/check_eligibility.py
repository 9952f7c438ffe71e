"""Who of a unit may be given what, and why: on a terminal, or for programs."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max
from django.db.models.functions import Length

from awards.domain.reasons import first_reason
from awards.selectors import standings as reads
from awards.selectors.books import usual_receipt
from awards.selectors.eligibility import run_over
from awards.selectors.standings import Asked
from core import clock
from core.errors import InvalidInput
from core.language import official
from core.management.pipes import until_the_reader_leaves
from core.scope import in_ranges
from legal.management.case_output import FORMATS, JSON, TABLE, judged_text, verdict_lines
from legal.rules.verdict import CODES, Verdict
from legal.selectors.catalogue import require_award
from personnel.models import Staff, Unit

_HELP = (
    "Đối chiếu điều kiện khen thưởng: mọi người của đơn vị và cấp dưới, và chính đơn vị ấy; "
    "hoặc các trường hợp giả định trong một tệp (không lưu gì)."
)

# Recipients come one after the other, so that all but codes are as wide as most words are.
_HEAD = ("Mã", "Họ và tên, tập thể", "Danh hiệu", "Kết luận", "Bộ quy tắc", "Vì sao")
_WIDTHS = (28, 11, 26, 24)


class Command(BaseCommand):
    """`manage.py check_eligibility --unit SCT --year 2025 --award LDTT`."""

    help = _HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Either a unit and a year, or a file of cases."""
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--unit", help="mã đơn vị")
        source.add_argument("--facts", type=Path, help="tệp YAML hoặc JSON các trường hợp")
        parser.add_argument("--year", type=int, help="năm xét; mặc định năm nay")
        parser.add_argument("--award", help="mã danh hiệu, hình thức; mặc định tất cả")
        parser.add_argument("--format", choices=FORMATS, default=TABLE)
        parser.add_argument(
            "--details",
            action="store_true",
            help="thay bảng bằng giải thích từng điều kiện: yêu cầu, tìm thấy, căn cứ, cần gì; "
            "với --facts: nêu cả điều kiện không áp dụng",
        )
        parser.add_argument(
            "--received-on", type=_day, help="ngày nhận hồ sơ (2026-09-15); mặc định hôm nay"
        )

    def handle(self, **options: Any) -> None:
        """Judge and print."""
        today = clock.today()
        with official(), until_the_reader_leaves(self.stdout):
            if options["facts"]:
                self._judge_file(options, today)
            else:
                self._judge_unit(options, today)

    def _judge_file(self, options: dict[str, Any], today: date) -> None:
        day = options["received_on"] or today
        form, details = options["format"], options["details"]
        text, is_whole = judged_text(options["facts"], day=day, form=form, details=details)
        self.stdout.write(text)
        if not is_whole:
            raise CommandError("có trường hợp chưa xét được, xem các chỗ đã nêu ở trên.")

    def _judge_unit(self, options: dict[str, Any], today: date) -> None:
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(f"không có đơn vị mang mã “{options['unit']}”.")
        year = options["year"] or today.year
        asked = Asked(year, options["received_on"] or usual_receipt(year, today))
        awards = _awards(options["award"])
        rows = _judged(unit, asked, awards)
        if options["format"] == JSON:
            self._write_json(rows)
            return
        self.stdout.write(
            f"{unit.name}, năm {year}, như hồ sơ nhận ngày {asked.received_on:%d/%m/%Y}"
        )
        found = self._explain(rows) if options["details"] else self._write_table(unit, rows)
        if not found:
            self.stdout.write("Không có ai để xét, hoặc chưa có bộ quy tắc cho ngày này.")

    def _write_json(self, rows: Iterator[dict[str, Any]]) -> None:
        """One recipient after the other, so that a province does not have to fit into memory."""
        self.stdout.write("[", ending="")
        for number, row in enumerate(rows):
            plain = {**row, "verdicts": [one.as_dict() for one in row["verdicts"]]}
            self.stdout.write(",\n" if number else "\n", ending="")
            self.stdout.write(json.dumps(plain, ensure_ascii=False, default=str), ending="")
        self.stdout.write("\n]")

    def _write_table(self, unit: Unit, rows: Iterator[dict[str, Any]]) -> bool:
        """One line for each recipient and award; tell whether there is any."""
        found = False
        widths: tuple[int, ...] = ()
        for row in rows:
            if not found:
                widths = (_widest_code(unit), *_WIDTHS)
                self.stdout.write(_line(_HEAD, widths))
            found = True
            for one in row["verdicts"]:
                cells = (row["code"], row["name"], one.award, CODES[one.code], one.ruleset)
                self.stdout.write(_line((*cells, first_reason(one)), widths))
        return found

    def _explain(self, rows: Iterator[dict[str, Any]]) -> bool:
        """Every condition of every recipient and award; likewise."""
        found = False
        for row in rows:
            found = True
            self.stdout.write(f"\n{row['code']} {row['name']}")
            for verdict in row["verdicts"]:
                self.stdout.write(f"  {verdict.award} · {verdict.ruleset}")
                for line in verdict_lines(verdict):
                    self.stdout.write(f"    {line}")
        return found


def _awards(code: str | None) -> list[str]:
    """The award asked for; none for all."""
    if not code:
        return []
    try:
        require_award(code)
    except InvalidInput as error:
        raise CommandError(str(error)) from error
    return [code]


def _widest_code(unit: Unit) -> int:
    """How many letters the codes of the unit and its people have at most."""
    people = Staff.objects.in_subtree(unit)
    longest = people.aggregate(most=Max(Length("code")))["most"] or 0
    return max(longest, len(unit.code))


def _line(cells: tuple[str, ...], widths: Sequence[int]) -> str:
    *columns, last = cells
    padded = (text.ljust(width) for text, width in zip(columns, widths, strict=True))
    return "  ".join((*padded, last)).rstrip()


def _judged(unit: Unit, asked: Asked, awards: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the unit itself, then everybody of it and of all below it, chunk by chunk."""
    standing = reads.of_unit(unit, asked, awards)
    if standing:
        yield _row("unit", unit.code, unit.name, [one.verdict for one in standing])
    parts = reads.parts_of(unit, asked.received_on)
    codes = [
        one.code for one in reads.award_types([part.book for part in parts], "INDIVIDUAL", awards)
    ]
    people = Staff.objects.in_subtree(unit).working_on(asked.received_on)
    for part in parts if codes else ():
        rows = people.filter(in_ranges("unit__tree_start", part.ranges))
        chunks = run_over(rows, codes, part.book, year=asked.year, as_of=asked.received_on)
        for keys, rulings in chunks:
            names = dict(Staff.objects.filter(pk__among=keys).values_list("pk", "code"))
            for place, key in enumerate(keys):
                name = next(iter(rulings.values())).group.subjects[place].name
                verdicts = [ruling.verdict(place) for ruling in rulings.values()]
                yield _row("person", names[key], name, verdicts)


def _row(kind: str, code: str, name: str, verdicts: list[Verdict]) -> dict[str, Any]:
    return {"kind": kind, "code": code, "name": name, "verdicts": verdicts}


def _day(text: str) -> date:
    return date.fromisoformat(text)
