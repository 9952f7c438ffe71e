"""The annual report as plain JSON values, the same for the command and the API."""

from __future__ import annotations

from typing import Any

from awards.reports.annual import DECIDED, PROPOSED, AnnualReport, ReportLine, ReportSection
from awards.reports.totals import Totals


def as_json(report: AnnualReport) -> dict[str, Any]:
    """Return the report as values every JSON writer knows."""
    return {
        "unit": {"code": report.unit_code, "name": report.unit_name},
        "year": report.year,
        "as_of": report.as_of.isoformat(),
        "totals": {
            "all": _totals(report.totals()),
            "decided": _totals(report.totals(DECIDED)),
            "proposed": _totals(report.totals(PROPOSED)),
        },
        "registrations": {
            "registered": report.counts.registered,
            "approved": report.counts.approved,
        },
        "initiatives": {
            "registered": report.counts.initiatives,
            "recognised": report.counts.recognised,
        },
        "parts": [
            {
                "key": part.key,
                "title": part.title,
                **_totals(part.totals),
                "sections": [_section(section) for section in part.sections],
            }
            for part in report.parts
        ],
    }


def _totals(totals: Totals) -> dict[str, int]:
    return {
        "collectives": totals.collectives,
        "individuals": totals.individuals,
        "households": totals.households,
    }


def _section(section: ReportSection) -> dict[str, Any]:
    return {
        "status": section.status,
        "decider": section.decider,
        "title": section.title,
        **_totals(section.totals),
        "lines": [_line(line) for line in section.lines],
    }


def _line(line: ReportLine) -> dict[str, Any]:
    return {
        "award": line.award_code,
        "label": line.label,
        "qualifier": line.qualifier,
        "occasion": line.occasion,
        "basis": line.basis,
        "blocs": list(line.blocs),
        **_totals(line.totals),
    }
