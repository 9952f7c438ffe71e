"""The page that records one decision with many names, without and with its buttons."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from awards.models import Decision, RecordedAward
from core.models import Load
from legal.models import AwardType
from personnel.models import ExternalRecipient, RecipientKind
from tests.awards.web.pages import as_actor, redirected, text_of
from tests.factories.awards import ProposalFactory
from tests.factories.legal import load_catalogue
from tests.factories.personnel import StaffFactory
from tests.factories.recipients import outsider

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]

URL = "/khen-thuong/ghi-lai/"


@pytest.fixture
def people(gov):
    load_catalogue()
    names = ("Nguyễn Thị Lan", "Thạch Sen", "Trần Đạt")
    return [
        StaffFactory(unit=gov.division, full_name=name, code=f"NS{at:03d}")
        for at, name in enumerate(names)
    ]


def sent(act, lines=(), **changes):
    data = {
        "number": "12/QĐ-SCT",
        "decided_on": "15/01/2019",
        "signer_name": "Trần Văn Hai",
        "signer_post": "Giám đốc",
        "issuer": "",
        "summary": "",
        "award": "GIAYKHEN",
        "year": "2018",
        "decider": "",
        "basis": "MERIT",
        "occasion": "",
        "qualifier": "",
        "pasted": "",
        "pasted_kind": "",
        "d-TOTAL_FORMS": str(len(lines)),
        "d-INITIAL_FORMS": "0",
        "act": act,
        **changes,
    }
    for number, line in enumerate(lines):
        data |= {f"d-{number}-{name}": value for name, value in line.items()}
    return data


def carried(response):
    """The hidden fields of the preview, as the browser sends them back."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text_of(response))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_pasted_list_is_matched_previewed_and_saved(gov, officer, people):
    pasted = "1. Bà Nguyễn Thị Lan\n2. Ông Thạch Sen; Phòng cũ\n3. Trần Đạt"
    matched = officer.post(URL, sent("match", pasted=pasted))
    page = text_of(matched)
    assert matched.status_code == 200
    assert "Chưa rõ “Phòng cũ”" in page
    unit = f"{gov.division.code}"
    lines = [
        {"name": "Nguyễn Thị Lan", "unit": unit},
        {"name": "Thạch Sen", "unit": unit},
        {"recipient": "NS002"},
    ]
    preview = officer.post(URL, sent("preview", lines))
    page = text_of(preview)
    assert preview.status_code == 200
    assert "Chưa ghi gì cả" in page
    assert not Decision.objects.exists()
    saved = officer.post(URL, {**carried(preview), "act": "save"})
    decision = Decision.objects.get()
    assert redirected(saved) == reverse("awards:decision_detail", args=[decision.pk])
    assert set(decision.awards.values_list("recipient_name", flat=True)) == {
        person.full_name for person in people
    }
    shown = text_of(officer.get(redirected(saved)))
    load = Load.objects.get()
    assert "Đã ghi 3 khen thưởng theo quyết định 12/QĐ-SCT" in shown
    assert reverse("loads:detail", args=[load.pk]) in shown
    assert "Quyết định đã có từ trước" in shown


def test_names_near_somebody_are_to_be_chosen(officer, people):
    page = text_of(officer.post(URL, sent("match", pasted="Nguyen Thi Lan")))
    assert "Cần chọn" in page
    assert re.search(r'type="radio" name="d-0-recipient" value="NS000"', page)
    answered = [{"name": "Nguyen Thi Lan", "recipient": "NS000"}]
    assert officer.post(URL, sent("preview", answered)).status_code == 200
    new = [{"name": "Nguyen Thi Lan", "recipient": "+"}]
    preview = officer.post(URL, sent("preview", new))
    assert "đối tượng ngoài lập mới" in text_of(preview)


def test_what_is_wrong_stands_at_its_line_and_everything_typed_stays(officer, people):
    lines = [{"name": "Không Ai Cả"}, {"recipient": "NS001"}, {"recipient": "NS001"}]
    answer = officer.post(URL, sent("preview", lines))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Không có ai tên “Không Ai Cả”" in page
    assert "Trùng với dòng 2" in page
    assert 'value="Không Ai Cả"' in page
    assert 'value="12/QĐ-SCT"' in page
    wrong_year = officer.post(URL, sent("preview", [{"recipient": "NS001"}], year="2020"))
    assert "Quyết định ký trước năm xét" in text_of(wrong_year)
    assert officer.post(URL, sent("preview")).status_code == 422
    assert not Decision.objects.exists()


def test_recipients_outside_are_added_in_place(gov, officer, people):
    outsider(gov.division, name="Công ty TNHH Gạo Sông Hậu")
    pasted = "Hộ ông Kim Rinh\nHộ bà Thạch Thị Mỹ"
    page = text_of(
        officer.post(URL, sent("match", pasted=pasted, pasted_kind=RecipientKind.HOUSEHOLD))
    )
    assert page.count("Lập mới, Sở Công Thương theo dõi") == 2
    lines = [
        {"name": "Hộ ông Kim Rinh", "kind": RecipientKind.HOUSEHOLD},
        {"name": "Công ty TNHH Gạo Sông Hậu", "kind": RecipientKind.ENTERPRISE},
    ]
    officer.post(URL, {**sent("save", lines)})
    assert RecordedAward.objects.count() == 2
    assert ExternalRecipient.objects.count() == 2


def test_a_form_of_the_installation_is_defined_without_leaving(officer, people):
    lines = [{"recipient": "NS001"}]
    answer = officer.post(
        URL,
        sent(
            "form",
            lines,
            award="",
            **{
                "hinh-thuc-name": "Thư khen của Giám đốc",
                "hinh-thuc-code": "DP_THU_KHEN",
                "hinh-thuc-object_kinds": ["INDIVIDUAL"],
                "hinh-thuc-level": "UNIT",
                "hinh-thuc-valid_from": "01/01/2010",
            },
        ),
    )
    page = text_of(answer)
    assert AwardType.objects.get(code="DP_THU_KHEN").is_local
    assert '<option value="DP_THU_KHEN" selected>' in page
    assert 'value="12/QĐ-SCT"' in page
    faulty = officer.post(URL, sent("form", lines, award="", **{"hinh-thuc-name": "Thiếu mã"}))
    assert faulty.status_code == 422
    page = text_of(faulty)
    assert 'value="12/QĐ-SCT"' in page
    # The faults are those of the form being defined; that the award is still open is no fault yet.
    assert 'href="#id_hinh-thuc-code"' in page
    assert 'href="#id_award"' not in page
    officer.post(URL, sent("save", lines, award="DP_THU_KHEN"))
    assert RecordedAward.objects.get().award_type.code == "DP_THU_KHEN"


def test_the_search_finds_people_units_and_recipients_outside(gov, officer, people):
    firm = outsider(gov.division, name="Công ty TNHH Gạo Sông Hậu")
    found = text_of(officer.get(reverse("awards:back_entry_pick"), {"q": "gao song hau"}))
    assert f'data-value="{firm.code}"' in found
    assert 'data-value="NS001"' in text_of(
        officer.get(reverse("awards:back_entry_pick"), {"q": "thach sen"})
    )


def test_only_officers_open_the_page(gov, officer, people):
    assert officer.get(URL).status_code == 200
    assert as_actor(gov.head).get(URL).status_code == 403
    assert URL in text_of(officer.get(reverse("awards:register")))
    assert URL not in text_of(as_actor(gov.head).get(reverse("awards:register")))


def test_more_lines_are_added_and_the_longest_list_is_kept(officer, people):
    page = text_of(officer.post(URL, sent("rows", [{"recipient": "NS001"}])))
    assert 'name="d-TOTAL_FORMS" value="6"' in page
    longest = officer.post(URL, sent("match", pasted="\n".join(f"Người {n}" for n in range(400))))
    assert 'name="d-TOTAL_FORMS" value="150"' in text_of(longest)


def test_number_of_queries_does_not_depend_on_lines(
    gov, officer, people, django_assert_max_num_queries
):
    one = sent("preview", [{"recipient": "NS001"}])
    officer.post(URL, one)
    with django_assert_max_num_queries(40) as first:
        officer.post(URL, one)
    more = [{"recipient": StaffFactory(unit=gov.division).code} for _ in range(20)]
    with django_assert_max_num_queries(len(first.captured_queries)):
        assert officer.post(URL, sent("preview", more)).status_code == 200


# --- Recipients outside on the pages of awards ----------------------------------------------


def test_pages_of_a_proposal_for_somebody_outside(gov, officer, people):
    firm = outsider(gov.division)
    page = text_of(
        officer.get("/de-nghi/lap/", {"recipient": f"doi-tuong:{firm.code}", "year": 2020})
    )
    assert firm.name in page
    assert 'value="GIAYKHEN"' in page
    assert 'value="LDTT"' not in page
    proposal = ProposalFactory(gov=gov, staff=None, external=firm, code="GIAYKHEN")
    detail = officer.get(reverse("proposals:detail", args=[proposal.pk]))
    assert firm.name in text_of(detail)
    assert reverse("personnel:recipient_detail", args=[firm.code]) in text_of(detail)
    assert firm.name in text_of(officer.get(reverse("work:search"), {"q": "gao song hau"}))


def test_the_recipients_page_shows_what_he_received(gov, officer, people):
    firm = outsider(gov.division)
    lines = [{"recipient": firm.code}]
    officer.post(URL, sent("save", lines))
    given = RecordedAward.objects.get()
    history = text_of(officer.get(reverse("awards:recipient_history", args=[firm.code])))
    assert "Giấy khen" in history
    own = text_of(officer.get(reverse("personnel:recipient_detail", args=[firm.code])))
    assert reverse("awards:recipient_history", args=[firm.code]) in own
    award = text_of(officer.get(reverse("awards:award_detail", args=[given.pk])))
    assert reverse("personnel:recipient_detail", args=[firm.code]) in award
