"""Charts are well-formed, to scale, and carry no markup from data."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from core.web import svg
from core.web.parts import Mark, Span
from core.web.spans import spans

EVIL = "</title><script>alert(1)</script>&\"'"


def parsed(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)  # noqa: S314 - our own drawing, made a line above


def test_texts_are_escaped_and_kept() -> None:
    drawing = svg.columns([(EVIL, 3)], title=EVIL, key="k")
    root = parsed(drawing)
    assert root.find("title").text == EVIL
    assert root.find(".//script") is None
    assert parsed(svg.time_line([Mark(2020, EVIL)], start=2019, end=2021, title=EVIL, key="k"))


def test_columns_are_to_scale() -> None:
    root = parsed(svg.columns([("a", 5), ("b", 10)], title="t", key="k"))
    heights = [float(rect.get("height")) for rect in root.findall("rect")]
    assert heights[1] == pytest.approx(2 * heights[0])
    assert heights[1] == pytest.approx(svg.COLUMN_AREA)


def test_shared_scale_compares_charts() -> None:
    root = parsed(svg.columns([("a", 5)], title="t", key="k", top=10, small=True))
    assert float(root.find("rect").get("height")) == pytest.approx(svg.COLUMN_AREA_SMALL / 2)


def test_empty_and_zero_do_not_divide() -> None:
    assert parsed(svg.columns([], title="t", key="k")).find("rect") is None
    root = parsed(svg.columns([("a", 0)], title="t", key="k"))
    assert float(root.find("rect").get("height")) == 0
    assert parsed(svg.time_line([], start=2020, end=2020, title="t", key="k")) is not None
    assert svg.share(3, 0) == 0


def test_bar_never_leaves_its_ground() -> None:
    assert 'width="100%" height="14" rx="3"/></svg>' in svg.bar(20, 10)
    assert 'width="0%"' in svg.bar(-3, 10)


@pytest.mark.parametrize(
    ("peak", "top"), [(0, 1), (1, 1), (3, 5), (7, 10), (12, 20), (40, 50), (1284, 2000)]
)
def test_scale_ends_at_a_round_number(peak: float, top: float) -> None:
    assert svg.nice_top(peak) == top


def test_marks_outside_the_years_are_left_out() -> None:
    marks = [Mark(2010, "trước"), Mark(2020, "trong", "star"), Mark(2020, "nữa", "square")]
    drawing = svg.time_line(marks, start=2019, end=2021, title="t", key="k")
    assert drawing.count('class="mark') == 2


def test_many_labels_are_thinned() -> None:
    points = [(str(year), 1.0) for year in range(1990, 2026)]
    root = parsed(svg.columns(points, title="t", key="k"))
    labels = [text for text in root.findall("text") if text.get("class") == "chart-label"]
    assert len(labels) <= svg.MAX_LABELS


def test_years_under_a_time_line_are_thinned_for_a_telephone() -> None:
    drawing = svg.time_line([], start=2017, end=2026, title="t", key="k")
    assert drawing.count('class="chart-label"') == 5


def test_drawing_names_itself_for_screen_readers() -> None:
    root = parsed(svg.columns([("2024", 3), ("2025", 1284)], title="Kết quả", key="kq"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == root.find("title").get("id")
    assert root.find("desc").text == "2024: 3; 2025: 1.284"


def test_nothing_is_drawn_over_the_names_of_periods() -> None:
    rows = [
        Span("2024A", date(2024, 1, 1), date(2025, 7, 1)),
        Span("2027D", date(2027, 3, 1), None),
    ]
    root = parsed(spans(rows, start=2014, end=2028, title="t", key="k", today=date(2026, 11, 22)))
    drawn = [one.get("class", "") for one in root]
    assert all("span-label" in one for one in drawn[-2:])
    assert "span-today" in drawn
    labels = [one for one in root if "span-label" in one.get("class", "")]
    bars = [one for one in root if "span" in one.get("class", "").split()]
    # Above its bar, and the last one inside the right edge.
    assert all(float(a.get("y")) < float(b.get("y")) for a, b in zip(labels, bars, strict=True))
    assert (labels[1].get("text-anchor"), labels[1].get("x")) == ("end", "100%")
