"""How forms look everywhere, and the fields that pick people and units from a search.

``{{ form }}`` renders label above, help below, errors beside the field and a summary that links
to them, because :class:`FormRenderer` is the project's form renderer. A form with an attribute
``fieldsets = [(title, [field names], help)]`` is shown in groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PICK_LIMIT = 50
DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


class FormRenderer(TemplatesSetting):
    """Renders every form and field of the project with the templates of the design system."""

    form_template_name = "components/forms/form.html"
    formset_template_name = "components/forms/formset.html"
    field_template_name = "components/forms/field.html"


class DateInput(forms.DateInput):
    """Day as dd/mm/yyyy, with the browser's calendar beside it when there is script.

    The browser's own date field follows the language of the machine, so an English Windows would
    show month before day; this one never does.
    """

    template_name = "components/forms/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"inputmode": "numeric", "placeholder": _("ngày/tháng/năm"), **(attrs or {})}
        super().__init__(attrs=given, format=DAY_FORMATS[0])


class DateField(forms.DateField):
    """A day written the Vietnamese way, whatever language the page is in."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DAY_FORMATS)
        super().__init__(**kwargs)


class LongText(forms.Textarea):
    """Text area for long texts: counts letters and keeps a draft in this browser tab."""

    def __init__(self, attrs: dict[str, Any] | None = None, rows: int = 6) -> None:
        super().__init__(attrs={"rows": rows, "data-draft": True, **(attrs or {})})


class SearchPick(forms.Select):
    """Choose one of many from a search; a plain list of the first ones without script.

    ``search_url`` answers ``?q=`` with ``components/forms/pick_results.html``. The page carries
    only the chosen option and a few others, however many rows stand behind the field.
    """

    template_name = "components/forms/search_pick.html"

    def __init__(
        self,
        search_url: str | Promise = "",
        *,
        placeholder: str | Promise = "",
        limit: int = PICK_LIMIT,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
    ) -> None:
        super().__init__(attrs=attrs, choices=choices)
        self.search_url = search_url
        self.placeholder = placeholder
        self.limit = limit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what the search needs to the context of a select."""
        context = super().get_context(name, value, attrs)
        context["widget"]["search_url"] = str(self.search_url)
        context["widget"]["placeholder"] = str(self.placeholder)
        context["widget"]["chosen"] = _chosen_label(context["widget"]["optgroups"])
        return context

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[Any]:
        """Only the chosen option and the first ``limit`` others, never the whole table."""
        full = self.choices
        self.choices = list(self._few(value))
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = full

    def _few(self, value: list[str]) -> Iterator[tuple[Any, Any]]:
        chosen = {str(item) for item in value if item not in ("", None)}
        choices: Any = self.choices
        queryset = getattr(choices, "queryset", None)
        if queryset is None:
            others = 0
            for key, label in choices:
                if str(key) in chosen or not key or others < self.limit:
                    others += 1
                    yield key, label
            return
        field = choices.field
        if field.empty_label is not None:
            yield "", field.empty_label
        to_field = field.to_field_name or "pk"
        if chosen:
            wanted = queryset.filter(**{f"{to_field}__in": chosen})
            yield from (choices.choice(row) for row in wanted)
            queryset = queryset.exclude(**{f"{to_field}__in": chosen})
        yield from (choices.choice(row) for row in queryset[: self.limit])


def form_groups(form: forms.BaseForm) -> list[dict[str, Any]]:
    """Visible fields of a form in its ``fieldsets``, what no group names at the end."""
    visible = {bound.name: bound for bound in form.visible_fields()}
    groups = []
    for title, names, *rest in getattr(form, "fieldsets", ()):
        fields = [visible.pop(name) for name in names if name in visible]
        if fields:
            groups.append({"title": title, "fields": fields, "help": rest[0] if rest else ""})
    if visible:
        groups.append({"title": "", "fields": list(visible.values()), "help": ""})
    return groups


def error_links(form: forms.BaseForm) -> list[dict[str, str]]:
    """Errors of a form for its summary: where it is, what is wrong, the field to go to."""
    links = [
        {"label": "", "message": str(message), "target": ""} for message in form.non_field_errors()
    ]
    for bound in form:
        for message in bound.errors:
            target = "" if bound.is_hidden else _target(bound)
            links.append({"label": str(bound.label), "message": str(message), "target": target})
    return links


def _target(bound: forms.BoundField) -> str:
    return f"{bound.auto_id}_0" if bound.use_fieldset else str(bound.auto_id)


def _chosen_label(optgroups: list[Any]) -> str:
    for _name, options, _index in optgroups:
        for option in options:
            if option["selected"] and option["value"]:
                return str(option["label"])
    return ""
