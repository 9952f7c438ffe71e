"""The page of who may do what is what the tables of the apps say."""

import pytest
from django.core.management import CommandError, call_command

from config.permission_page import PARTS, SHORT
from core.scope import permissions
from personnel.models import Role
from tests.access import tables


def test_the_page_is_current():
    call_command("write_permission_docs", check=True)


def test_every_action_and_role_stands_in_it():
    named = {action for _title, labels in PARTS for action in labels}
    assert named == permissions.actions() - tables.BY_STEP
    assert list(SHORT) == list(Role)


def test_an_old_page_is_told(tmp_path):
    page = tmp_path / "quyen.md"
    with pytest.raises(CommandError, match="write_permission_docs"):
        call_command("write_permission_docs", check=True, out=page)
    call_command("write_permission_docs", out=page)
    call_command("write_permission_docs", check=True, out=page)
