"""Loading the catalogue into the database."""

import shutil
from datetime import date
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from core import clock
from core.db import guards
from core.errors import Forbidden
from core.models import AuditEvent
from core.scope import SYSTEM, Actor
from legal.domain.catalogue import DATA_FOLDER
from legal.domain.schema import CatalogueError
from legal.management.commands import load_legal
from legal.models import (
    AwardCitation,
    AwardType,
    LegalDocument,
    RuleSet,
    RuleSetTransition,
    RuleSetVersion,
)
from legal.selectors import catalogue as reads
from legal.services import catalogue
from tests.factories.legal import award_type, load_catalogue

pytestmark = pytest.mark.django_db


def load(folder=DATA_FOLDER):
    return catalogue.load(by=SYSTEM, at=clock.now(), folder=folder)


@pytest.fixture
def nothing_loaded():
    """The tables before the first load; the test database comes with the catalogue."""
    with guards.suspended():
        RuleSetTransition.objects.all().delete()
        for version in RuleSetVersion.objects.order_by("-number"):
            version.delete()
    for model in (AwardCitation, AwardType, RuleSet, LegalDocument):
        model.objects.all().delete()


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA_FOLDER, tmp_path / "data")


def edit(folder, file, change):
    path = folder / file
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(next(iter(content.values())))
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def rows_of(model):
    return list(model.objects.order_by("pk").values())


def test_the_first_load_writes_everything_and_tells_the_audit(nothing_loaded):
    told = AuditEvent.objects.count()
    result = load()
    assert AwardType.objects.count() == 19
    assert len(result.created) == 19 + LegalDocument.objects.count() + RuleSet.objects.count()
    assert AuditEvent.objects.count() > told
    ldtt = AwardType.objects.get(code="LDTT")
    assert (ldtt.article, ldtt.standing) == ("Điều 24", "TO_BE_CONFIRMED")
    assert RuleSet.objects.get(code="2025B").documents.filter(number="152/2025/NĐ-CP").exists()


def test_a_second_load_changes_nothing():
    load()
    models = (AwardType, AwardCitation, LegalDocument, RuleSet, AuditEvent)
    before = [rows_of(model) for model in models]
    result = load()
    assert (result.created, result.updated, result.kept) == ([], [], [])
    assert [rows_of(model) for model in models] == before


def test_a_changed_entry_is_updated_in_place(folder):
    load()
    pk = AwardType.objects.get(code="CO_CP").pk

    def change(rows):
        rows[0]["short_name"] = "Cờ CP"
        rows[0]["citations"][0]["note"] = "Đã đối chiếu."
        rows[0]["citations"].pop(1)

    edit(folder, "award_titles.yaml", change)
    result = load(folder)
    assert result.updated == ["CO_CP"]
    row = AwardType.objects.get(pk=pk)
    assert row.short_name == "Cờ CP"
    assert "co cp" in row.search_key
    assert row.citations.filter(note="Đã đối chiếu.").exists()
    assert not row.citations.filter(document__code="LUAT_15_2003", provision="Điều 25").exists()
    event = AuditEvent.objects.filter(subject_id=str(pk), data__has_key="after").last()
    assert event.data["before"]["short_name"] == "Cờ Chính phủ"
    assert event.data["after"]["short_name"] == "Cờ CP"


def test_a_change_of_citations_alone_counts_as_an_update(folder):
    load()
    edit(folder, "award_titles.yaml", lambda rows: rows[1]["citations"].pop(0))
    assert load(folder).updated == ["CO_BO"]


def test_a_change_of_the_documents_of_a_rule_set_is_a_new_version(folder):
    load()
    dropped = []
    edit(folder, "rulesets/a.yaml", lambda rows: dropped.append(rows[0]["documents"].pop()))
    assert load(folder).updated == ["A"]
    before, after = RuleSetVersion.objects.filter(rule_set__code="A").order_by("number")
    assert set(before.document_codes) - set(after.document_codes) == set(dropped)
    row = RuleSet.objects.get(code="A")
    assert set(row.documents.values_list("code", flat=True)) == set(after.document_codes)
    told = AuditEvent.objects.filter(action="legal.rule_set.load").last()
    assert told.data["sha256"] == after.content_sha256


def test_what_the_files_no_longer_have_is_kept(folder):
    load()
    edit(folder, "award_forms.yaml", lambda rows: rows.pop())
    assert load(folder).kept == ["KHAC"]
    assert AwardType.objects.filter(code="KHAC").exists()


def test_faulty_files_write_nothing(nothing_loaded, folder):
    edit(folder, "award_forms.yaml", lambda rows: rows[0].pop("name"))
    with pytest.raises(CatalogueError):
        load(folder)
    assert not LegalDocument.objects.exists()


def test_rules_that_do_not_exist_write_nothing(nothing_loaded, folder):
    def change(rows):
        rows[0]["awards"]["LDTT"][0]["rule"] = "Luat1945_D1"

    edit(folder, "rulesets/a.yaml", change)
    with pytest.raises(CatalogueError, match="Luat1945_D1"):
        load(folder)
    assert not LegalDocument.objects.exists()


def test_only_the_system_loads_the_law():
    with pytest.raises(Forbidden):
        catalogue.load(by=Actor(1, "hoa", "Hoa"), at=clock.now())


def test_the_command_says_what_it_did(nothing_loaded):
    out = StringIO()
    call_command("load_legal", stdout=out)
    call_command("load_legal", stdout=out)
    count = sum(model.objects.count() for model in (AwardType, LegalDocument, RuleSet))
    assert f"thêm {count}" in out.getvalue()
    assert f"giữ nguyên {count}" in out.getvalue()


def test_the_command_reports_every_problem(monkeypatch):
    def refuse(**_):
        raise CatalogueError(["một", "hai"])

    monkeypatch.setattr(load_legal.catalogue, "load", refuse)
    with pytest.raises(CommandError, match="một\nhai"):
        call_command("load_legal")


# --- Reads ----------------------------------------------------------------------------------


def test_search_ignores_marks_and_case():
    load_catalogue()
    found = reads.search(SYSTEM, text="CHIEN si co SO")
    assert [row.code for row in found] == ["CSTDCS"]
    assert [row.code for row in reads.search(SYSTEM, text="huân chương")] == [
        "HCLD_1",
        "HCLD_2",
        "HCLD_3",
    ]


def test_search_by_family_level_and_recipient():
    load_catalogue()
    titles = reads.search(SYSTEM, family="TITLE", object_kind="COLLECTIVE")
    assert [row.code for row in titles] == ["CO_CP", "CO_BO", "CO_TINH", "TTLDXS", "TTLDTT"]
    assert [row.code for row in reads.search(SYSTEM, level="STATE")] == [
        "HCLD_1",
        "HCLD_2",
        "HCLD_3",
    ]
    assert "LDTT" not in [row.code for row in reads.search(SYSTEM, object_kind="HOUSEHOLD")]


def test_an_actor_without_a_role_sees_nothing():
    load_catalogue()
    assert reads.search(Actor(1, "hoa", "Hoa")) == []


def test_citations_follow_the_day():
    row = award_type("CSTDCS")
    former = reads.citations_on(row, date(2020, 12, 1))
    assert [str(citation) for citation in former] == [
        "Điều 23 Luật Thi đua, khen thưởng 2003",
        "Điều 9 khoản 3 Nghị định 91/2017/NĐ-CP",
    ]
    assert [c.standing for c in reads.citations_on(row, date(2026, 10, 1))] == ["TO_BE_CONFIRMED"]
    authority = reads.citations_on(row, date(2025, 7, 1), "AUTHORITY")
    assert [c.document.code for c in authority] == ["LUAT_06_2022", "ND_129_2025"]


def test_conditions_in_words():
    load_catalogue()
    sets = reads.conditions_of("CSTDCS")
    national = [row for row in sets if row.rule_set.layer == "NATIONAL"]
    codes = [row.rule_set.code for row in national]
    assert codes == ["2027D", "2026C", "2025B", "2024A", "C", "B", "A"]
    parts = national[3].conditions[1].parts
    assert parts[0].requirement == "Hoàn thành xuất sắc nhiệm vụ."
    assert parts[0].numbers == (("Mức xếp loại thấp nhất", "hoàn thành xuất sắc nhiệm vụ"),)
    assert reads.conditions_of("KHAC") == []


def test_conditions_that_differ_by_recipient_are_told_apart():
    kinds = {row.kind for row in reads.conditions_of("HCLD_3") if row.rule_set.code == "2025B"}
    assert "COLLECTIVE" in kinds


# --- What the database itself refuses -------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"code": "khong-hop-le"},
        {"family": "OTHER"},
        {"level": "HUYEN"},
        {"standing": "READ"},
        {"valid_to": date(2004, 7, 1)},
        {"is_local": True},
        {"code": "DP_X"},
    ],
)
def test_the_database_refuses_what_the_catalogue_does_not_know(change):
    row = award_type("LDTT")
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardType.objects.filter(pk=row.pk).update(**change)
