"""Loads from the command line: the same checks, and answers given beside the file."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from core.imports import registry
from core.imports.command import LoadCommand
from core.models import Load, LoadedRecord, LoadState, NameMatch
from tests.core.test_imports import csv_bytes
from tests.core.toy_importer import KIND, ToyImporter
from tests.factories.personnel import UnitFactory, UserFactory, grant

pytestmark = pytest.mark.django_db
HEADER = ["Họ và tên", "Mã số", "Nơi làm việc"]


class Toys(LoadCommand):
    importer = "toy.names"


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(registry, "_IMPORTERS", dict(registry._IMPORTERS))
    registry.register(ToyImporter())


@pytest.fixture
def run(tmp_path):
    """Runs the command on rows; returns what it printed."""

    def call(rows, *options, header=HEADER):
        path = tmp_path / "ds.csv"
        path.write_bytes(csv_bytes([header, *rows]))
        out = io.StringIO()
        try:
            call_command(Toys(), str(path), *options, stdout=out)
        except CommandError as error:
            return f"{out.getvalue()}{error}"
        return out.getvalue()

    return call


def names():
    return dict(NameMatch.objects.filter(kind=KIND).values_list("text", "code"))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path, capsys):
    path = tmp_path / "ds.csv"
    with path.open("wb") as file:
        file.truncate(8 * 1024**4)  # It would not fit into any memory.
    with pytest.raises(CommandError, match="1 chỗ"):
        call_command(Toys(), str(path))
    assert "lớn hơn 20 MB" in capsys.readouterr().out


def test_the_operator_loads_a_file(run):
    assert "Đã ghi." in run([["Ngô Thị Thử", "A1", "P1"]])
    assert names() == {"Ngô Thị Thử": "A1"}
    load = Load.objects.get()
    assert (load.state, load.owner_id, load.owner_name) == (LoadState.DONE, None, "Hệ thống")
    assert LoadedRecord.objects.count() == 1


def test_a_dry_run_writes_nothing(run):
    assert "Kiểm tra xong" in run([["Ngô Thị Thử", "A1", "P1"]], "--dry-run")
    assert names() == {}
    assert not Load.objects.exists()


def test_every_problem_and_question_is_printed(run):
    run([["Ngô Thị Thử", "A1", ""]])
    said = run([["Sai", "A1", ""], ["Ngô Thị Thử", "GẦN", ""], ["Lê Văn Mới", "A3", "nơi ấy"]])
    assert "Dòng 2, cột Họ và tên: Tên sai, cần tên đúng." in said
    assert "Dòng 3: Trùng tên" in said
    assert "Chưa biết tên “nơi ấy”" in said
    assert "P1 (Phòng Một)" in said
    assert "3 chỗ cần sửa; chưa dòng nào được ghi" in said
    assert names() == {"Ngô Thị Thử": "A1"}


def test_the_outcome_is_also_there_for_machines(run):
    said = json.loads(run([["Ngô Thị Thử", "A1", ""]], "--json"))
    assert said["written"] == {"created": 1, "updated": 0, "unchanged": 0, "skipped": 0}
    assert said["figures"] == {"Thêm mới": 1}
    wrong = run([["Sai", "A1", ""]], "--json").rpartition("}")[0] + "}"
    assert json.loads(wrong)["problems"][0]["row"] == 2


@pytest.mark.parametrize(("answer", "code"), [("same", "GẦN 1"), ("skip", "A1")])
def test_doubts_can_be_answered_beforehand(run, answer, code):
    run([["Ngô Thị Thử", "A1", ""]])
    run([["Ngô Thị Thử", "GẦN 1", ""]], "--doubts", answer)
    assert names() == {"Ngô Thị Thử": code}


def test_names_can_be_given_in_a_file(run, tmp_path):
    told = tmp_path / "ten.csv"
    told.write_text("place,nơi ấy,P2\n", encoding="utf-8")
    rows = [["Lê Văn Mới", "A3", "Nơi ấy"]]
    assert "Đã ghi." in run(rows, "--names", str(told))
    assert NameMatch.objects.get(kind="place").code == "P2"
    told.write_text("place,nơi ấy\n", encoding="utf-8")
    assert "cần đủ ba cột" in run(rows, "--names", str(told))


def test_names_are_kept_only_when_the_load_is_written(run, tmp_path):
    told = tmp_path / "ten.csv"
    told.write_text("place,nơi ấy,P2\n", encoding="utf-8")
    run([["Lê Văn Mới", "A3", "nơi ấy"], ["Sai", "A1", ""]], "--names", str(told))
    run([["Lê Văn Mới", "A3", "nơi ấy"]], "--names", str(told), "--dry-run")
    assert not NameMatch.objects.exists()


def test_columns_that_are_not_known_are_named_or_left_out(run):
    header = [*HEADER, "Sở thích"]
    rows = [["Ngô Thị Thử", "A1", "", "cờ"]]
    assert "Mẫu không có cột này" in run(rows, header=header)
    assert "Đã ghi." in run(rows, "--skip-unknown-columns", header=header)


def test_an_account_loads_with_its_own_rights(run):
    user = UserFactory()
    said = run([["Ngô Thị Thử", "A1", ""]], "--as", user.username)
    assert "không nạp được" in said
    assert names() == {}
    grant(user, "HR_OFFICER", UnitFactory())
    assert "Đã ghi." in run([["Ngô Thị Thử", "A1", ""]], "--as", user.username)
    assert Load.objects.get().owner_id == user.pk
    assert "Không có tài khoản" in run([["Ngô Thị Thử", "A1", ""]], "--as", "khong-co")


def test_a_fault_while_writing_leaves_nothing(run):
    with pytest.raises(RuntimeError):
        run([["Ngô Thị Thử", "A1", ""], ["Nổ", "A9", ""]])
    assert names() == {}
    assert not Load.objects.exists()


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command(Toys(), str(tmp_path / "khong-co.csv"))
