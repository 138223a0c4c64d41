"""Which facts about a principal and about a resource the matcher may name, and where each is kept."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from rules.assessments import AssessmentStatus
from rules.complaint_states import Status
from rules.plan_states import PlanStatus
from rules.roles import Role
from rules.vocabulary import HandlingStatus, Kind, Part


class Sort(StrEnum):
    """What can be compared with what: unlike sorts never meet in one comparison."""

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    KEY = "KEY"
    FLAG = "FLAG"


class Fact(NamedTuple):
    """One attribute: its sort, the Python attribute that holds it, whether that may be None, its only words if few."""

    sort: Sort
    held_in: str
    nullable: bool = False
    words: frozenset[str] | None = None


SUBJECT: Final[Mapping[str, Fact]] = MappingProxyType(
    {
        "role": Fact(Sort.TEXT, "role"),
        "tenant": Fact(Sort.NUMBER, "tenant"),
        "reach_lo": Fact(Sort.NUMBER, "reach.lo"),
        "reach_hi": Fact(Sort.NUMBER, "reach.hi"),
        "unit_path": Fact(Sort.TEXT, "unit_path"),
        "below": Fact(Sort.TEXT, "below"),
        "account": Fact(Sort.KEY, "account_key"),
        "receipt": Fact(Sort.KEY, "receipt_key"),
    }
)
"""r.sub.*: attributes of policies.principal.Principal. None of them is ever null there."""

RESOURCE: Final[Mapping[str, Fact]] = MappingProxyType(
    {
        "id": Fact(Sort.KEY, "id"),
        "tenant_id": Fact(Sort.NUMBER, "tenant_id"),
        "status": Fact(
            Sort.TEXT, "status", words=frozenset((*Status, *HandlingStatus, *AssessmentStatus, *PlanStatus))
        ),
        "kind": Fact(Sort.TEXT, "kind", words=frozenset(Kind)),
        "secret": Fact(Sort.FLAG, "secret"),
        "anonymous": Fact(Sort.FLAG, "anonymous"),
        "published": Fact(Sort.FLAG, "published"),
        "handed_over": Fact(Sort.FLAG, "handed_over"),
        "unit_path": Fact(Sort.TEXT, "unit_path"),
        "desk_path": Fact(Sort.TEXT, "desk_path"),
        "reporter_account": Fact(Sort.KEY, "reporter_account", nullable=True),
        "account_id": Fact(Sort.KEY, "account_id"),
        "role": Fact(Sort.TEXT, "role", words=frozenset(Role)),
    }
)
"""r.res.*: attributes of whatever row is asked about; only those that the lines for a permission need must exist."""

PARTY: Final[Mapping[str, Fact]] = MappingProxyType(
    {
        "party_path": Fact(Sort.TEXT, "unit_path"),
        "party_part": Fact(Sort.TEXT, "part", words=frozenset(Part)),
    }
)
"""r.res.party_*: attributes of each member of `resource.parties`; the line holds when it holds for one of them."""

_COMPLAINT: Final = frozenset(RESOURCE) - {"role", "account_id"} | {"parties"}
FACTS_OF: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "complaint": _COMPLAINT,
        "event": _COMPLAINT,
        "attachment": _COMPLAINT,
        "identity_access": _COMPLAINT,
        "packet": _COMPLAINT,
        "handling": frozenset({"tenant_id", "status", "unit_path", "desk_path"}),
        "action_plan": frozenset({"tenant_id", "status"}),
        "realisation": frozenset({"tenant_id", "status", "unit_path", "desk_path"}),
        "predikat_scale": frozenset({"tenant_id"}),
        "transfer": frozenset({"tenant_id"}),
        "pemda": frozenset({"tenant_id"}),
        "timetable": frozenset({"tenant_id"}),
        "topic": frozenset({"tenant_id"}),
        "unit": frozenset({"tenant_id"}),
        "position": frozenset({"tenant_id", "unit_path", "role"}),
        "appointment": frozenset({"tenant_id", "unit_path", "role", "account_id"}),
        "account": frozenset({"tenant_id", "role", "account_id"}),
        "team": frozenset({"tenant_id"}),
        "sanction": frozenset({"tenant_id", "account_id"}),
        "restriction": frozenset({"tenant_id"}),
        "vacancy": frozenset({"tenant_id", "unit_path"}),
        "handover": frozenset({"tenant_id", "unit_path"}),
        "question_set": frozenset(),
        "assessment": frozenset({"tenant_id", "status"}),
        "sheet": frozenset({"tenant_id", "unit_path"}),
        "training": frozenset({"tenant_id", "unit_path", "account_id"}),
        "webhook": frozenset({"tenant_id"}),
        "notification": frozenset({"tenant_id", "account_id"}),
        "document": frozenset({"tenant_id", "account_id"}),
        "letterhead": frozenset({"tenant_id"}),
        "report": frozenset({"tenant_id"}),
        "statistics": frozenset({"tenant_id", "unit_path"}),
        "token": frozenset({"account_id"}),
        "session": frozenset(),
        "node": frozenset(),
    }
)
"""What is known about each kind of object: a line that asks for more fails when the service starts. Events,
attachments, packets and openings of an identity are decided on their complaint.
"""
