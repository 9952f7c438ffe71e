"""Loading reviewed files beside what an installation made itself."""

import shutil

import pytest
import yaml
from django.urls import reverse

from core import clock
from core.models import OutboxMessage
from core.scope import SYSTEM
from legal.domain.catalogue import DATA_FOLDER
from legal.models import RuleSet, RuleSetVersion
from legal.selectors.differences import differences
from legal.selectors.rule_sets import compared_with, draft_of
from legal.services import catalogue, rule_set_edits, rule_set_steps
from legal.services.rule_set_files import is_open
from tests.factories.personnel import AT, UnitFactory, UserFactory
from tests.factories.rule_sets import (
    change,
    confirm_all,
    legal_officer,
    open_draft,
    place,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db

HANH, KHOA = legal_officer(1, "Trần Thị Hạnh"), legal_officer(2, "Lê Văn Khoa")


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA_FOLDER, tmp_path / "data")


def load(folder):
    return catalogue.load(by=SYSTEM, at=clock.now(), folder=folder)


def edit(folder, name, alter):
    path = folder / "rulesets" / name
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    alter(content["rulesets"][0])
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def note_of(text):
    def alter(row):
        row["note"] = text

    return alter


def states(code):
    rows = RuleSetVersion.objects.filter(rule_set__code=code).order_by("number")
    return [(row.number, row.state) for row in rows]


def test_read_sets_are_in_use_and_unread_ones_advise(folder):
    assert states("2025B") == [(1, "PUBLISHED")]
    assert states("2026C") == [(1, "ADVISORY")]
    assert states("2027D") == [(1, "ADVISORY")]
    # What waits to be confirmed in a set of the installation only reminds.
    assert states("THAMKHAO") == [(1, "PUBLISHED")]
    for version in RuleSetVersion.objects.select_related("rule_set"):
        assert version.is_from_file
        assert (version.published_at is None) == (version.state == "ADVISORY")


def test_every_set_in_use_is_one_that_could_be_published_on_screen(folder):
    rows = catalogue.read_catalogue(folder).rule_sets
    for row in rows:
        assert (version_of(row.code).state == "ADVISORY") == is_open(row), row.code


def test_a_second_load_writes_nothing(folder):
    before = list(RuleSetVersion.objects.order_by("pk").values())
    result = load(folder)
    assert (result.created, result.updated, result.reported) == ([], [], [])
    assert list(RuleSetVersion.objects.order_by("pk").values()) == before


def test_a_changed_file_becomes_the_next_version(folder):
    edit(folder, "a.yaml", note_of("Ghi chú mới."))
    assert load(folder).updated == ["A"]
    assert states("A") == [(1, "RETIRED"), (2, "PUBLISHED")]
    row = version_of("A", 2)
    assert (row.note, row.rule_set.note) == ("Ghi chú mới.", "Ghi chú mới.")
    assert load(folder).updated == []


def test_a_changed_file_that_only_reminds_takes_the_place_of_the_former(folder):
    edit(folder, "2026c.yaml", note_of("Đã có văn bản."))
    assert "2026C" in load(folder).updated
    assert states("2026C") == [(1, "RETIRED"), (2, "ADVISORY")]
    assert RuleSet.objects.get(code="2026C").note == "Đã có văn bản."


def test_a_file_that_was_read_at_last_is_published(folder):
    def alter(row):
        row["copied_standing"] = "TEXT_READ"

    edit(folder, "2026c.yaml", alter)
    load(folder)
    assert states("2026C") == [(1, "RETIRED"), (2, "PUBLISHED")]


def test_a_draft_somebody_works_on_is_reported_and_left_alone(folder):
    draft = open_draft("2026C", HANH)
    change(draft, rule_set_edits.remove_entry(place("LDTT:0")), HANH)
    edit(folder, "2026c.yaml", note_of("Đã có văn bản."))
    result = load(folder)
    assert "2026C" not in result.updated
    assert any("2026C" in sentence and "không ghi đè" in sentence for sentence in result.reported)
    assert states("2026C") == [(1, "ADVISORY"), (2, "DRAFT")]
    assert version_of("2026C", 2).content == draft.content


def test_a_version_of_the_installation_is_reported_and_left_alone(folder):
    draft = open_draft("C", HANH)
    change(
        draft, rule_set_edits.set_numbers(place("LDTT:1"), thresholds={}, note="Của tỉnh."), HANH
    )
    publish(draft, sent_by=HANH, by=KHOA)
    # The file as it was is no news.
    assert load(folder).reported == []
    edit(folder, "c.yaml", note_of("Ghi chú mới."))
    result = load(folder)
    assert any("Bộ quy tắc C:" in sentence for sentence in result.reported)
    assert states("C") == [(1, "RETIRED"), (2, "PUBLISHED")]


def test_a_draft_on_a_file_version_does_not_stop_a_reviewed_file(folder, client):
    open_draft("A", HANH)
    rule_set_steps.perform_step(
        version_of("A"), "ask_retirement", by=HANH, at=AT, comment="Đã hết thời kỳ."
    )
    edit(folder, "a.yaml", note_of("Ghi chú mới."))
    assert load(folder).updated == ["A"]
    assert states("A") == [(1, "RETIRED"), (2, "DRAFT"), (3, "PUBLISHED")]
    # Whoever publishes the draft sees that it would take back what the file changed.
    draft, third = version_of("A", 2), version_of("A", 3)
    assert compared_with(draft) == third
    told = differences(draft_of(third), draft_of(draft))
    assert any("“Ghi chú mới.” →" in words for words in told)
    client.force_login(UserFactory(roles=[("LEGAL_OFFICER", UnitFactory())]))
    page = client.get(reverse("legal:rule_set_version", args=["A", 2])).content.decode()
    assert "soạn từ bản 1, nay bản 3 đang áp dụng" in page
    publish(draft, sent_by=HANH, by=KHOA)
    assert compared_with(version_of("A", 2)) == third
    # Who asked for the retirement of the first one is to hear that it was overtaken.
    record = version_of("A").transitions.last()
    assert (record.name, record.data) == ("supersede", {"asked_by": [HANH.user_id]})
    assert OutboxMessage.objects.filter(topic="legal.rule_set.supersede").count() == 2


def test_a_file_draft_read_at_last_is_published_with_a_trace(folder):
    def unread(row):
        row["awards"]["LDTT"][0]["standing"] = "TO_BE_CONFIRMED"

    path = folder / "rulesets" / "2024a.yaml"
    former = path.read_text(encoding="utf-8")
    edit(folder, "2024a.yaml", unread)
    load(folder)
    assert states("2024A") == [(1, "PUBLISHED"), (2, "DRAFT")]
    path.write_text(former, encoding="utf-8")
    load(folder)
    assert states("2024A") == [(1, "RETIRED"), (2, "PUBLISHED")]
    row = version_of("2024A", 2)
    assert row.published_by_name == SYSTEM.signature
    assert (row.transitions.last().name, row.transitions.last().to_state) == ("load", "PUBLISHED")


def test_a_set_confirmed_on_screen_stays_as_it_is(folder):
    draft = open_draft("2026C", HANH)
    confirm_all(draft, HANH)
    publish(draft, sent_by=HANH, by=KHOA)
    assert load(folder).reported == []
    assert states("2026C") == [(1, "RETIRED"), (2, "PUBLISHED")]
