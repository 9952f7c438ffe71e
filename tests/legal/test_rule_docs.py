"""The pages about the rules say what the rules say."""

import pytest
from django.core.management import CommandError, call_command


def test_the_committed_pages_are_up_to_date():
    call_command("write_rule_docs", check=True)


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
