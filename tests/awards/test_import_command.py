"""The command that brings in a list: checks or writes, and names each wrong cell."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from awards.models import Proposal
from personnel.models import User
from tests.awards.test_imports import as_csv, at, row_for
from tests.factories.personnel import StaffFactory, UserFactory


@pytest.fixture
def people(gov):
    return [StaffFactory(unit=gov.division) for _ in range(3)]


@pytest.fixture
def command(gov, tmp_path, capsys, clock_at):
    """Runs the command as the officer; gives back what it printed."""

    def run(content, *options, name="ds.csv", user=gov.officer.username):
        path = tmp_path / name
        path.write_bytes(content)
        with clock_at("2021-01-11"):
            call_command("import_proposals", str(path), "--as", user, *options)
        return capsys.readouterr().out

    return run


def test_the_command_checks_or_writes(people, command):
    content = as_csv([row_for(person) for person in people])
    assert "có thể nạp" in command(content, "--dry-run")
    assert not Proposal.objects.exists()
    assert "Đã ghi" in command(content)
    assert Proposal.objects.count() == 3


def test_the_command_names_each_wrong_cell_and_fails(people, command, capsys):
    content = as_csv([row_for(people[0], award="LDT", year="1900")])
    with pytest.raises(CommandError, match="2 chỗ cần sửa"):
        command(content, "--json")
    outcome = json.loads(capsys.readouterr().out)
    assert [(one["row"], one["column"]) for one in outcome["problems"]] == at(
        (2, "award"), (2, "year")
    )
    assert outcome["written"] is None
    with pytest.raises(CommandError):
        command(content)
    assert "Dòng 2, cột Mã danh hiệu: " in capsys.readouterr().out


def test_the_command_refuses_other_files_and_unknown_accounts(people, command, capsys, tmp_path):
    with pytest.raises(CommandError, match="1 chỗ"):
        command(b"%PDF", name="a.pdf")
    assert "không phải bảng tính" in capsys.readouterr().out
    with pytest.raises(CommandError, match="tài khoản"):
        command(b"", user="khongco")
    with pytest.raises(CommandError, match="--as"):
        call_command("import_proposals", str(tmp_path / "khong.csv"))
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command(
            "import_proposals", str(tmp_path / "khong.csv"), "--as", User.objects.first().username
        )


def test_an_unreadable_file_is_told_in_vietnamese(db, tmp_path):
    user = UserFactory()
    for path, reason in ((tmp_path / "x.csv", "không có tệp"), (tmp_path, "là một thư mục")):
        with pytest.raises(CommandError, match=reason):
            call_command("import_proposals", str(path), "--as", user.username)
