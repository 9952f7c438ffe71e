"""Forms look alike everywhere and tell people what to correct."""

from typing import Any

import pytest
from django import forms
from django.db import models
from django.template import Context, Template
from django.utils import translation

from core.web.forms import DateField, SearchPick, error_links, form_groups


class Sample(forms.Form):
    fieldsets = (("Nhóm một", ["name", "kind"], "Giúp"),)

    name = forms.CharField(label="Tên", help_text="Như trong giấy tờ.")
    kind = forms.ChoiceField(label="Loại", widget=forms.RadioSelect, choices=[("a", "A")])
    day = DateField(label="Ngày", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("name") == "sai":
            raise forms.ValidationError("Tên và loại không khớp <b>.")


def test_help_and_errors_are_tied_to_their_field() -> None:
    html = str(Sample({"name": ""}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'aria-invalid="true"' in html


def test_what_is_no_whole_number_is_told_in_plain_words() -> None:
    with pytest.raises(forms.ValidationError, match=r"Nhập một số nguyên\."):
        forms.IntegerField().clean("hai")


def test_summary_leads_to_each_field() -> None:
    form = Sample({"name": "", "day": "32/01/2025"})
    targets = {link["label"]: link["target"] for link in error_links(form)}
    assert targets == {"Tên": "id_name", "Loại": "id_kind_0", "Ngày": "id_day"}
    html = str(form)
    assert html.index("error-summary") < html.index('href="#id_name"') < html.index("<label")


def test_errors_of_the_whole_form_are_escaped() -> None:
    html = str(Sample({"name": "sai", "kind": "a"}))
    assert "không khớp &lt;b&gt;." in html


def test_groups_first_then_the_rest_and_hidden_fields() -> None:
    form = Sample()
    groups = form_groups(form)
    assert [[bound.name for bound in group["fields"]] for group in groups] == [
        ["name", "kind"], ["day"],
    ]  # fmt: skip
    assert 'type="hidden" name="secret"' in str(form)
    assert "<legend>Nhóm một</legend>" in str(form)


def test_what_need_not_be_filled_in_is_marked() -> None:
    assert str(Sample()).count("không bắt buộc") == 1


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("text", ["3/4/2025", "03/04/2025", "03-04-2025", "2025-04-03"])
def test_days_are_read_the_vietnamese_way_in_every_language(language: str, text: str) -> None:
    with translation.override(language):
        day = DateField().clean(text)
    assert (day.day, day.month) == (3, 4)


def test_a_day_is_shown_as_it_is_read() -> None:
    form = Sample(initial={"day": DateField().clean("17/02/2025")})
    with translation.override("en"):
        assert 'value="17/02/2025"' in str(form["day"])


class Pick(forms.Form):
    who = forms.ChoiceField(
        label="Người",
        widget=SearchPick("/tim/", limit=3),
        choices=[("", "Chọn"), *((str(number), f"Người {number}") for number in range(1, 500))],
    )


def test_pick_carries_few_options_and_always_the_chosen_one() -> None:
    html = str(Pick({"who": "321"})["who"])
    assert html.count("<option") <= 5
    assert '<option value="321" selected>' in html
    assert 'data-search-url="/tim/"' in html
    assert 'data-chosen="Người 321"' in html


def test_pick_accepts_what_is_not_in_the_page() -> None:
    assert Pick({"who": "499"}).is_valid()
    assert not Pick({"who": "500"}).is_valid()


def test_pick_over_a_table_asks_for_few_rows(django_user_model: type[models.Model]) -> None:
    queryset = django_user_model._default_manager.none()
    field = forms.ModelChoiceField(queryset, widget=SearchPick("/tim/", limit=2))
    assert "<option" in field.widget.render("who", None)


@pytest.mark.django_db
def test_pick_over_a_table_shows_the_chosen_row_first(django_user_model: Any) -> None:
    for number in range(6):
        django_user_model.objects.create(username=f"u{number}")
    last = django_user_model.objects.order_by("pk").last()
    field = forms.ModelChoiceField(
        django_user_model.objects.order_by("pk"), widget=SearchPick("/tim/", limit=2)
    )
    html = field.widget.render("who", str(last.pk))
    assert html.count("<option") == 4
    assert f'value="{last.pk}" selected' in html


def test_frame_sends_version_and_token() -> None:
    template = Template("{% load ui %}{% form_frame form version=4 %}<p>x</p>{% endform_frame %}")
    html = template.render(Context({"form": Sample(), "csrf_token": "t"}))
    assert 'name="version" value="4"' in html
    assert "data-guard" in html
