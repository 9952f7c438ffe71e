"""Two legal officers at the same moment: one is served, the other is told."""

import pytest

from core.errors import BusinessError
from legal.models import RuleSetVersion
from legal.services import rule_set_drafts, rule_set_edits, rule_set_steps
from tests.factories.legal import load_catalogue
from tests.factories.personnel import AT
from tests.factories.rule_sets import legal_officer, open_draft, place, version_of
from tests.support.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

HANH, KHOA = legal_officer(1, "Trần Thị Hạnh"), legal_officer(2, "Lê Văn Khoa")


@pytest.fixture(autouse=True)
def _catalogue(transactional_db):
    load_catalogue()


def outcomes(found):
    return sorted(isinstance(one, BusinessError) for one in found)


def test_two_who_open_a_draft_get_one():
    found = at_once(lambda: open_draft("2025B", HANH), lambda: open_draft("2025B", KHOA))
    assert outcomes(found) == [False, True]
    assert RuleSetVersion.objects.filter(rule_set__code="2025B").count() == 2


def test_two_who_change_the_same_draft_lose_nothing():
    open_draft("2026C", HANH)

    def write(by, where):
        version = version_of("2026C", 2)
        edit = rule_set_edits.remove_entry(place(where))
        return rule_set_drafts.change(version, edit, by=by, at=AT, expected_version=1)

    found = at_once(lambda: write(HANH, "LDTT:0"), lambda: write(KHOA, "LDTT:1"))
    assert outcomes(found) == [False, True]
    assert version_of("2026C", 2).version == 2


def test_a_change_and_a_publication_of_one_version_do_not_wait_for_each_other():
    draft = open_draft("2025B", HANH)

    def write():
        edit = rule_set_edits.remove_entry(place("LDTT:0"))
        return rule_set_drafts.change(version_of("2025B", 2), edit, by=HANH, at=AT)

    def publish():
        return rule_set_steps.perform_step(
            version_of("2025B", 2), "publish", by=KHOA, at=AT, expected_version=draft.version
        )

    for _attempt in range(3):
        found = at_once(write, publish)
        # The draft was never sent in, so that only the change can be done.
        assert outcomes(found) == [False, True]


def test_two_who_publish_the_same_version_publish_it_once():
    third = legal_officer(3, "Nguyễn An")
    draft = open_draft("2025B", HANH)
    rule_set_steps.perform_step(draft, "submit", by=HANH, at=AT)

    def publish(by):
        return rule_set_steps.perform_step(
            version_of("2025B", 2), "publish", by=by, at=AT, expected_version=2
        )

    found = at_once(lambda: publish(KHOA), lambda: publish(third))
    assert outcomes(found) == [False, True]
    states = list(
        RuleSetVersion.objects.filter(rule_set__code="2025B")
        .order_by("number")
        .values_list("state", flat=True)
    )
    assert states == ["RETIRED", "PUBLISHED"]
