"""Provincial rule-sets of a case: one legal officer names the units, another one publishes."""

from __future__ import annotations

from datetime import date

from awards.demo.case import Case
from awards.demo.cast import Cast, Moments
from legal.models import RuleSetVersion
from legal.services import rule_set_drafts, rule_set_edits, rule_set_steps
from legal.workflow import PUBLISHED


def run(case: Case, cast: Cast, today: date) -> None:
    """Bind each provincial set of the case to its units, once its day has come."""
    moments = Moments()
    for entry in case.parts.get("rule_sets", ()):
        day: date = entry["day"]
        if day > today:
            continue
        in_use = RuleSetVersion.objects.select_related("rule_set").get(
            rule_set__code=entry["code"], state=PUBLISHED
        )
        codes = sorted(cast.units[key].code for key in entry["units"])
        if in_use.scope_codes == codes:
            continue
        writer, publisher = cast.actor(entry["by"]), cast.actor(entry["published_by"])
        draft = rule_set_drafts.open_draft(based_on=in_use, by=writer, at=moments.on(day))
        head = rule_set_edits.set_head(
            valid_from=draft.valid_from,
            valid_to=draft.valid_to,
            document_codes=draft.document_codes,
            scope_codes=codes,
            note=draft.note,
            both=False,
        )
        rule_set_drafts.change(draft, head, by=writer, at=moments.on(day))
        rule_set_steps.perform_step(draft, "submit", by=writer, at=moments.on(day))
        rule_set_steps.perform_step(draft, "publish", by=publisher, at=moments.on(day))
