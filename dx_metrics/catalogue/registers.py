"""The registers of a steering committee: who looks after which commune, what was agreed, done, found, answered.

Status is nowhere among the columns: it is computed from dates (`dx_metrics/follow_up/status.py`).
"""

from typing import Any

from dx_metrics.scoring.assessed import STAGES

NAMES = (
    "assessments",
    "members",
    "assignments",
    "actions",
    "extensions",
    "inspections",
    "findings",
    "replies",
    "meetings",
    "conclusions",
    "inspection_weights",
)


def registers(f: Any, link: Any, table: Any, code: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """The tables, built with the words of `catalogue.model`."""
    text: dict[str, Any] = {"maxLength": 2000}
    unit = link("unit", "units", "code")
    return {
        "assessments": table(
            {
                "series": f(**code),
                "unit": f(required=True),
                "period": f(required=True),
                "code": f(**code),
                "stage": f(required=True, enum=list(STAGES)),
                "points": f("number", required=True, minimum=0),
                "reason": f(**text),
                "evidence": f(**text),
                "forms": f("integer", minimum=0, maximum=1_000_000),
                "by": f(maxLength=300),
                "at": f("date"),
            },
            ("series", "unit", "period", "code", "stage"),
            (unit,),
        ),
        "members": table({"code": f(**code), "name": f(**named), "post": f(maxLength=300)}, ("code",)),
        "assignments": table(
            {
                "member": f(**code),
                "unit": f(required=True),
                "role": f(**named),
                "valid_from": f("date", required=True),
                "valid_to": f("date"),
                "basis": f(**text),
            },
            ("member", "unit", "valid_from"),
            (link("member", "members", "code"), unit),
        ),
        "actions": table(
            {
                "code": f(**code),
                "unit": f(required=True),
                "series": f(**code),
                "criterion": f(**code),
                "period": f(required=True),
                "title": f(required=True, maxLength=500),
                "points_claimed": f("number", minimum=0, maximum=10_000),
                "owner": f(**named),
                "due": f("date", required=True),
                "opened_at": f("date", required=True),
                "opened_by": f(maxLength=300),
                "evidence": f(**text),
                "done_at": f("date"),
                "done_by": f(maxLength=300),
                "closed_at": f("date"),
                "closed_by": f(maxLength=300),
                "note": f(**text),
            },
            ("code",),
            (unit,),
        ),
        "extensions": table(
            {
                "action": f(**code),
                "asked_at": f("date", required=True),
                "asked_by": f(**named),
                "until": f("date", required=True),
                "reason": f(required=True, maxLength=2000),
                "decided_at": f("date"),
                "decided_by": f(maxLength=300),
                "granted": f("boolean"),
            },
            ("action", "asked_at"),
            (link("action", "actions", "code"),),
        ),
        "inspections": table(
            {
                "code": f(**code),
                "unit": f(required=True),
                "date": f("date", required=True),
                "team": f(**named),
                "checklist": f(**text),
                "held": f("boolean"),
                "result": f(**text),
            },
            ("code",),
            (unit,),
        ),
        "findings": table(
            {
                "inspection": f(**code),
                "number": f("integer", required=True, minimum=1, maximum=1000),
                "criterion": f(maxLength=60),
                "finding": f(required=True, maxLength=2000),
                "effect": f(required=True, enum=["opens", "closes", "notes"]),
                "action": f(maxLength=60),
            },
            ("inspection", "number"),
            (link("inspection", "inspections", "code"), link("action", "actions", "code")),
        ),
        "replies": table(
            {
                "code": f(**code),
                "unit": f(required=True),
                "series": f(**code),
                "criterion": f(**code),
                "period": f(required=True),
                "reply": f(required=True, maxLength=2000),
                "evidence": f(**text),
                "by": f(**named),
                "at": f("date", required=True),
                "answer": f(**text),
                "answered_by": f(maxLength=300),
                "answered_at": f("date"),
            },
            ("code",),
            (unit,),
        ),
        "meetings": table(
            {
                "code": f(**code),
                "date": f("date", required=True),
                "title": f(**named),
                "period": f(maxLength=10),
                "chair": f(maxLength=300),
                "minutes": f(maxLength=300),
            },
            ("code",),
        ),
        "conclusions": table(
            {
                "meeting": f(**code),
                "number": f("integer", required=True, minimum=1, maximum=1000),
                "text": f(required=True, maxLength=2000),
                "unit": f(maxLength=60),
                "owner": f(maxLength=300),
                "due": f("date"),
                "action": f(maxLength=60),
            },
            ("meeting", "number"),
            (link("meeting", "meetings", "code"), unit, link("action", "actions", "code")),
        ),
        "inspection_weights": table(
            {"factor": f(**code), "weight": f("number", required=True, minimum=0, maximum=1000), "words": f(**named)},
            ("factor",),
        ),
    }
