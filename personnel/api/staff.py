"""Staff over REST: lists, one person, the upsert for staff software, conduct of people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from core.api import pagination
from core.errors import InvalidInput
from core.scope import Actor, actor_of
from personnel.api.serializers import (
    STAFF_COLUMNS,
    AbsenceSerializer,
    DisciplineSerializer,
    StaffDetailSerializer,
    StaffLineSerializer,
    StaffUpsertSerializer,
    UpsertAnswerSerializer,
    present_staff,
)
from personnel.api.views import TEXT, UNDER, choice
from personnel.models import AbsenceKind, DisciplineForm, StaffCategory, Unit, UnitName
from personnel.selectors import as_of, staff_list
from personnel.selectors import conduct as conduct_reads
from personnel.selectors import staff as staff_reads
from personnel.selectors import units as unit_reads
from personnel.services.bars import FACTS as BAR_NOTICE
from personnel.services.staff_sync import Outcome, upsert_by_external_id

ON = OpenApiParameter(
    "on", date, description="Ngày: ai làm việc ở đâu vào ngày đó, với tên đơn vị của ngày đó."
)
IN_FORCE = OpenApiParameter("on", date, description="Ngày: chỉ lấy nội dung có hiệu lực ngày đó.")
MANAGER = OpenApiParameter("manager", bool, description="Giữ chức vụ lãnh đạo, quản lý hay không.")
_DISCIPLINE = ("form", "valid_from", "valid_to", "decision_ref", "decided_on", "reason")
# What the list of a day keeps of the record of somebody who works out of reach now.
_UNSEEN = {
    "external_id": None,
    "birth_date": None,
    "sex": "",
    "email": "",
    "recruited_on": None,
    "service_from": None,
    "retires_on": None,
}
_ABSENCE = ("kind", "valid_from", "valid_to", "result", "decision_ref", "note")


class StaffList(APIView):
    """The people in the client's reach, today or on a day."""

    @extend_schema(
        operation_id="staff_list",
        parameters=[
            UNDER,
            TEXT,
            OpenApiParameter("category", str, enum=StaffCategory.values),
            MANAGER,
            ON,
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(StaffLineSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách nhân sự theo thứ tự tên tiếng Việt."""
        actor, today = actor_of(request), clock.today()
        wanted = staff_list.Wanted(
            unit=unit_asked(request),
            category=choice(request, "category", StaffCategory.values),
            manager=_yes_or_no(request, "manager"),
            text=request.query_params.get("q", ""),
            state=staff_list.ALL,
            on=_day(request),
        )
        found = staff_list.matching(actor, wanted, today)
        order = staff_list.order_of(wanted)
        if wanted.on is None:
            rows = found.values(*STAFF_COLUMNS, *order)
            return pagination.paginated(
                request, rows, order, dict, together=lambda page: _placed(page, today)
            )
        of_staff = [name for name in STAFF_COLUMNS if "__" not in name]
        rows = found.values(
            *("unit_id", "unit__code", "unit__name", "post", "is_manager", *order),
            **{f"of_{name}": F(f"staff__{name}") for name in of_staff},
            place=F("staff__unit__tree_start"),
        )
        day = wanted.on
        return pagination.paginated(
            request,
            rows,
            order,
            lambda row: _present_on(row, actor),
            together=lambda page: _named(page, day),
        )


class StaffDetail(APIView):
    """One person with appointments, assessments and conduct."""

    @extend_schema(operation_id="staff_retrieve", responses=StaffDetailSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Một nhân sự."""
        person = staff_reads.visible_staff(actor_of(request), code)
        row = type(person).objects.filter(pk=person.pk).values(*STAFF_COLUMNS).get()
        appointments = list(person.appointments.select_related("unit").order_by("valid_from"))
        names = as_of.unit_names(appointments)
        grades = person.assessments.order_by("year")
        disciplines = person.disciplines.order_by("valid_from")
        bars = person.bar_notices.order_by("valid_from")
        absences = person.absences.order_by("valid_from")
        return Response(
            present_staff(row)
            | {
                "appointments": [_present_appointment(one, names) for one in appointments],
                "assessments": list(
                    grades.values("year", "grade", "rule", "decision_ref", "decided_on")
                ),
                "disciplines": list(disciplines.values(*_DISCIPLINE)),
                "bar_notices": list(bars.values(*BAR_NOTICE)),
                "absences": list(absences.values(*_ABSENCE)),
                "version": person.version,
            }
        )


class StaffRefSerializer(serializers.Serializer[Any]):
    """Số hiệu và tên của một người."""

    code = serializers.CharField()
    full_name = serializers.CharField()


class DisciplineOfSerializer(DisciplineSerializer):
    """Kỷ luật của một người."""

    staff = StaffRefSerializer()


class AbsenceOfSerializer(AbsenceSerializer):
    """Thời gian học, nghỉ dài ngày của một người."""

    staff = StaffRefSerializer()


class DisciplineList(APIView):
    """The disciplines of the people in the client's reach."""

    @extend_schema(
        operation_id="disciplines_list",
        parameters=[
            UNDER,
            OpenApiParameter("form", str, enum=DisciplineForm.values),
            IN_FORCE,
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(DisciplineOfSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách kỷ luật, mới nhất trước."""
        rows = conduct_reads.visible_disciplines(actor_of(request))
        if form := choice(request, "form", DisciplineForm.values):
            rows = rows.filter(form=form)
        return conduct_page(request, rows, _DISCIPLINE)


class AbsenceList(APIView):
    """The long absences of the people in the client's reach."""

    @extend_schema(
        operation_id="absences_list",
        parameters=[
            UNDER,
            OpenApiParameter("kind", str, enum=AbsenceKind.values),
            IN_FORCE,
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(AbsenceOfSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách học tập, nghỉ dài ngày, mới nhất trước."""
        rows = conduct_reads.visible_absences(actor_of(request))
        if kind := choice(request, "kind", AbsenceKind.values):
            rows = rows.filter(kind=kind)
        return conduct_page(request, rows, _ABSENCE)


class StaffUpsert(APIView):
    """One person kept equal to the agency's staff software."""

    @extend_schema(
        operation_id="staff_upsert",
        request=StaffUpsertSerializer,
        responses={
            200: OpenApiResponse(UpsertAnswerSerializer, description="Đã có, sửa hoặc giữ nguyên."),
            201: OpenApiResponse(UpsertAnswerSerializer, description="Đã lập hồ sơ mới."),
        },
    )
    def put(self, request: Request, external_id: str) -> Response:
        """Lập hoặc sửa một nhân sự theo mã ở phần mềm nhân sự."""
        body = StaffUpsertSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        person, outcome = upsert_by_external_id(
            external_id=external_id, data=body.to_input(), by=actor_of(request), at=clock.now()
        )
        return Response(
            {
                "outcome": outcome,
                "code": person.code,
                "external_id": person.external_id,
                "version": person.version,
            },
            status=status.HTTP_201_CREATED if outcome == Outcome.CREATED else status.HTTP_200_OK,
        )


def _present_appointment(appointment: Any, names: Mapping[int, UnitName]) -> dict[str, Any]:
    name = names.get(appointment.pk, appointment.unit).name
    return {
        "unit": {"code": appointment.unit.code, "name": name},
        "post": appointment.post,
        "is_manager": appointment.is_manager,
        "is_concurrent": appointment.is_concurrent,
        "decision_ref": appointment.decision_ref,
        "valid_from": appointment.valid_from,
        "valid_to": appointment.valid_to,
    }


def _present_on(row: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """A place of work of the day as the API shows the person in it."""
    facts = {name: row[f"of_{name}"] for name in STAFF_COLUMNS if "__" not in name}
    if not staff_list.is_seen(actor, row["staff_id"], row["place"]):
        facts |= _UNSEEN
    return facts | {
        "unit": {"code": row["unit__code"], "name": row["unit__name"]},
        "post": row["post"],
        "is_manager": row["is_manager"],
    }


def _placed(rows: Any, today: date) -> list[dict[str, Any]]:
    """People as the API shows them, with the posts they hold today."""
    held = staff_reads.standings([row["pk"] for row in rows], today)
    return [present_staff(row) | _post(held.get(row["pk"])) for row in rows]


def _post(held: staff_reads.Standing | None) -> dict[str, Any]:
    if held is None:
        return {"post": "", "is_manager": False}
    return {"post": held.post, "is_manager": held.is_manager}


def _named(rows: Any, day: date) -> list[dict[str, Any]]:
    """The rows with the names their units had on the day."""
    names = as_of.names_on({row["unit_id"] for row in rows}, day)
    return [
        row | ({"unit__name": names[row["unit_id"]].name} if row["unit_id"] in names else {})
        for row in rows
    ]


def conduct_page(request: Request, rows: Any, columns: tuple[str, ...]) -> Response:
    """One page of dated records of people, narrowed to a unit and to a day."""
    if unit := unit_asked(request):
        rows = rows.filter(staff__unit__tree_start__range=(unit.tree_start, unit.tree_end))
    if day := _day(request):
        rows = rows.in_force_on(day)
    values = rows.values("pk", "staff__code", "staff__full_name", *columns)

    def present(row: dict[str, Any]) -> dict[str, Any]:
        person = {"code": row["staff__code"], "full_name": row["staff__full_name"]}
        return {"staff": person} | {name: row[name] for name in columns}

    return pagination.paginated(request, values, ("-pk",), present)


def unit_asked(request: Request) -> Unit | None:
    """The unit the client asks for, if he may see it."""
    code = request.query_params.get("unit")
    return unit_reads.visible_unit(actor_of(request), code) if code else None


def _day(request: Request) -> date | None:
    asked = request.query_params.get("on", "")
    if not asked:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError as error:
        raise InvalidInput.at(
            "on",
            _("“%(value)s” không phải ngày.") % {"value": asked[:40]},
            _("Viết theo dạng 2025-06-30."),
        ) from error


def _yes_or_no(request: Request, name: str) -> bool | None:
    asked = choice(request, name, ["true", "false"])
    return None if not asked else asked == "true"
