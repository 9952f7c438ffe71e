"""The pages about the rules say what the rules say, and every rule has a test of its name."""

import pytest
from django.core.management import CommandError, call_command

from legal.documents import rule_pages
from legal.documents.rule_pages import pages
from legal.rules.base import registry
from legal.rules.registry import RULE_MODULES, rule_sets


def test_the_committed_pages_are_up_to_date():
    call_command("write_rule_docs", check=True)


def test_every_rule_has_a_test_of_its_name():
    assert sorted(registry.keys() - rule_pages.tests_by_rule().keys()) == []


def test_every_rule_stands_in_a_rule_set_and_on_a_page():
    used = {entry.rule for row in rule_sets().values() for _place, entry in row.every_entry()}
    assert sorted(registry.keys() - used) == []
    modules = {module.__name__ for module in RULE_MODULES}
    assert {rule.__module__ for rule in registry.values()} <= modules


def test_a_page_tells_requirement_source_standing_numbers_parts_and_test():
    page = pages()["collective-certificates-2022.md"]
    section = page.partition("## Luat2022_D74_K3\n")[2].partition("\n## ")[0]
    assert "> Tiêu chuẩn của tập thể tại khoản 3" in section
    assert "Điều 74 khoản 3, khoản 4 Luật Thi đua, khen thưởng 2022." in section
    assert "test_collective_certificates_2022.py::test_Luat2022_D74_K3`" in section
    assert "| 2024A, 2025B | BK_TINH.COLLECTIVE | TEXT_READ |" in section
    assert (
        "ANY of [Luat2022_D74_K3_a](collective-certificates-2022.md#luat2022_d74_k3_a)" in section
    )
    ladder = pages()["collective-orders-2022.md"].partition("## Luat2022_D42_K4_d\n")[2]
    assert "`2 CO_CP; 1 CO_CP + 2 CO_BO\\|CO_TINH; 4 CO_BO\\|CO_TINH`" in ladder
    assert "chưa so với công báo" in pages()["README.md"] + page


def test_the_index_tells_quotas_and_deadlines_with_their_source():
    index = pages()["README.md"]
    assert (
        "| CSTDCS: at most 15 % of TITLE LDTT, rounding UNSTATED | TEXT_READ | Điều 9 khoản 3"
        in index
    )
    assert "Điều 6 khoản 2 Quyết định 86/2025/QĐ-UBND tỉnh Bắc Ninh" in index


def test_a_stale_page_is_named_and_written_again(tmp_path, capsys):
    call_command("write_rule_docs", out=tmp_path)
    page = tmp_path / "titles-2022.md"
    text = page.read_text(encoding="utf-8")
    assert "## Luat2022_D23_K2_SangKien" in text
    assert "> Có sáng kiến được cơ sở công nhận." in text
    page.write_text("old", encoding="utf-8")
    (tmp_path / "titles-1990.md").write_text("gone", encoding="utf-8")
    with pytest.raises(CommandError, match=r"titles-1990\.md, titles-2022\.md"):
        call_command("write_rule_docs", out=tmp_path, check=True)
    call_command("write_rule_docs", out=tmp_path)
    assert page.read_text(encoding="utf-8") == text
    assert not (tmp_path / "titles-1990.md").exists()
