"""Components show what they are given, escaped, and keep what they promise."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from core.web.parts import (
    Bar,
    Caution,
    Cell,
    Chip,
    Choice,
    Column,
    Crumb,
    Event,
    FileLink,
    LineResult,
    Mark,
    Series,
    Step,
    Tab,
    Table,
    state_tones,
)

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def show(source: str, **context: Any) -> str:
    return Template("{% load i18n ui %}" + source).render(Context(context))


EVERYWHERE = [
    ("{% badge x 'ok' %}", {}),
    ("{% status x x %}", {}),
    ("{% button x url=x data_note=x %}", {}),
    ("{% person x unit=x url=x post=x %}", {}),
    ("{% unit x url=x detail=x %}", {}),
    ("{% stat x x url=x detail=x %}", {}),
    ("{% progress 1 2 x url=x done='' %}", {}),
    ("{% term x x key='k' text=x %}", {}),
    ("{% card x id=x action_url=x action_label=x %}{{ x }}{% endcard %}", {}),
    ("{% section x lead=x %}{{ x }}{% endsection %}", {}),
    ("{% notice title=x %}{{ x }}{% endnotice %}", {}),
    ("{% empty x %}{{ x }}{% endempty %}", {}),
    ("{% table x %}<tbody></tbody>{% endtable %}", {}),
    ("{% dialog 'd' x %}{{ x }}{% enddialog %}", {}),
    ("{% disclosure x %}{{ x }}{% enddisclosure %}", {}),
    ("{% breadcrumbs v %}", {"v": [Crumb(EVIL, EVIL), Crumb(EVIL)]}),
    ("{% tabs v x %}", {"v": [Tab(EVIL, EVIL)]}),
    ("{% definition_list v %}", {"v": [(EVIL, EVIL)]}),
    ("{% data_table v %}", {"v": Table(EVIL, [Column(EVIL, note=EVIL)], [[Cell(EVIL, EVIL)]])}),
    ("{% filter_chips v x %}", {"v": [Chip(EVIL, EVIL, EVIL)]}),
    ("{% timeline v %}", {"v": [Event(date(2025, 1, 2), EVIL, EVIL, EVIL, EVIL, url=EVIL)]}),
    ("{% route v x %}", {"v": [Step(EVIL, "current", EVIL, EVIL, outcome=EVIL, note=EVIL)]}),
    (
        "{% findings v %}",
        {"v": [SimpleNamespace(outcome="MET", message=EVIL, citation=EVIL)]},
    ),
    ("{% results v x %}", {"v": [LineResult(EVIL, EVIL, EVIL, url=EVIL, hint=EVIL)]}),
    ("{% files v %}", {"v": [FileLink(EVIL, EVIL, EVIL, 10, note=EVIL)]}),
    (
        "{% action_panel v version=1 title=x %}",
        {
            "v": [
                Choice(
                    "a",
                    EVIL,
                    EVIL,
                    EVIL,
                    comment="required",
                    comment_label=EVIL,
                    cautions=(Caution(EVIL, EVIL, EVIL),),
                ),
                Choice("b", EVIL, allowed=False, reason=EVIL),
            ]
        },
    ),
    ("{% confirm_form v error=x comment_text=x %}", {"v": Choice("a", EVIL, comment="optional")}),
    ("{% select_row x x %}", {}),
    ("{% bar_chart x v unit=x %}", {"v": [Bar(EVIL, 3, EVIL)]}),
    ("{% column_chart x v 'k' unit=x %}", {"v": Series(EVIL, [(EVIL, 3)])}),
    ("{% small_multiples x v 'k' %}", {"v": [Series(EVIL, [(EVIL, 3)], EVIL)]}),
    ("{% time_line x v 2020 2025 'k' %}", {"v": [Mark(2021, EVIL, detail=EVIL, url=EVIL)]}),
    ("{% filter_bar chips=v %}{{ x }}{% endfilter_bar %}", {"v": [Chip(EVIL, EVIL)]}),
]


@pytest.mark.parametrize(("source", "context"), EVERYWHERE, ids=lambda item: str(item)[:30])
def test_nothing_from_data_becomes_markup(source: str, context: dict[str, Any]) -> None:
    html = show(source, x=EVIL, **context)
    assert "<script" not in html
    assert "<img" not in html
    assert "\"'>" not in html


def test_badge_has_word_shape_and_tone() -> None:
    html = show("{% badge 'Trả lại' 'warn' %}")
    assert "Trả lại" in html
    assert "<svg" in html
    assert "tone-warn" in html


def test_unknown_tone_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown tone"):
        show("{% badge 'x' 'purple' %}")
    with pytest.raises(ValueError, match="Unknown tones"):
        state_tones.register({"SOME": "purple"})


def test_state_nobody_described_is_neutral() -> None:
    assert "tone-neutral" in show("{% status 'SOMETHING_NEW' 'Mới' %}")


@pytest.mark.parametrize("name", ["onclick", "style", "onfocus", "hx_on"])
def test_button_refuses_what_the_policy_would_block(name: str) -> None:
    with pytest.raises(ValueError, match="forbidden"):
        show("{% button 'x' " + name + "='y' %}")


def test_button_attributes() -> None:
    html = show("{% button 'Lưu' hx_post='/a' disabled=True hidden=False data_n=None %}")
    assert 'hx-post="/a"' in html
    assert " disabled" in html
    assert "hidden" not in html.replace("aria-hidden", "")
    assert "data-n" not in html
    assert 'type="submit"' in html


def test_figure_links_to_its_records() -> None:
    html = show("{% stat 1284 'Kết quả' url='/x/' %}")
    assert 'href="/x/"' in html
    assert "1.284" in html


def test_refused_acts_are_shown_with_their_reason() -> None:
    html = show(
        "{% action_panel v %}", v=[Choice("a", "Ký", allowed=False, reason="Chưa tới lượt")]
    )
    assert "Chưa tới lượt" in html
    assert "<dialog" not in html
    assert "open" in html


def test_allowed_act_leads_to_a_page_and_a_dialog() -> None:
    choice = Choice("return", "Trả lại", "/t/return/", "Người lập nhận lại.", comment="required")
    html = show("{% action_panel v version=7 %}", v=[choice], csrf_token="t0k")
    assert 'href="/t/return/"' in html
    assert 'data-open-dialog="act-return"' in html
    assert 'id="act-return"' in html
    assert 'name="version" value="7"' in html
    assert 'value="t0k"' in html
    assert "required" in html


def test_data_table_groups_numbers_and_keeps_totals() -> None:
    table = Table(
        "Kết quả",
        [Column("Hình thức"), Column("Số", numeric=True)],
        [["A", Cell(1284, "/x/")]],
        ["Cộng", 1284],
    )
    html = show("{% data_table v %}", v=table)
    assert '<a href="/x/">1.284</a>' in html
    assert "<tfoot>" in html


def test_empty_table_says_so() -> None:
    assert "Chưa có số liệu." in show("{% data_table v %}", v=Table("A", [Column("B")], []))


def _request(query: str) -> HttpRequest:
    return RequestFactory().get(f"/x/?{query}")


def test_pager_keeps_the_other_parameters() -> None:
    html = show("{% pager after='abc' %}", request=_request("q=a%20b&trang=old"))
    assert "q=a+b&amp;trang=abc" in html
    assert 'rel="prev"' not in html


def test_filter_keeps_the_year() -> None:
    html = show("{% filter_bar %}{% endfilter_bar %}", request=_request("nam=2020&q=x"))
    assert '<input type="hidden" name="nam" value="2020">' in html


def test_year_switch_keeps_the_address() -> None:
    html = show("{% year_switch %}", request=_request("q=x&nam=2020&trang=c"))
    assert '<option value="2020" selected>' in html
    assert '<input type="hidden" name="q" value="x">' in html
    assert 'name="trang"' not in html


def test_when_is_readable_by_people_and_machines() -> None:
    moment = datetime(2025, 2, 17, 20, 0, tzinfo=UTC)
    html = show("{% when v with_hour=True %}", v=moment)
    assert "18/02/2025 03:00" in html
    assert 'datetime="2025-02-17T20:00:00+00:00"' in html
    assert show("{% when v %}", v=None) == "—"


def test_late_step_says_so_in_words() -> None:
    html = show("{% route v %}", v=[Step("A", "current", limit=date(2025, 1, 2), late=True)])
    assert "Quá hạn" in html
    assert 'aria-current="step"' in html
