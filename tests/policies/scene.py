"""People and things that policies are tried on: one principal of each role, and things in every place around it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from uuid import UUID

from policies.policy_lines import Policy
from policies.principal import Principal
from rules.assessments import AssessmentStatus
from rules.complaint_states import Status
from rules.identifiers import NATION, Reach, TenantId, reach_of
from rules.plan_states import PlanStatus
from rules.roles import POSITION_ROLES, Role
from rules.vocabulary import HandlingStatus, Kind, Part

PROVINCE = TenantId(2100)
ACCOUNT, RECEIPT, THING, SOMEBODY = (UUID(int=n) for n in (11, 12, 13, 14))
UNIT, BELOW, OTHER, TOP = "00010002", "000100020003", "00010009", "0001"


@dataclass(frozen=True)
class Party:
    unit_path: str
    part: str = Part.HOLDER


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Anything that a policy is asked about; complaints, handlings, positions use a part of it each."""

    id: UUID = THING
    tenant_id: int
    status: str = Status.DISPOSED
    kind: str = Kind.PENGADUAN_TIDAK_BERKADAR
    secret: bool = False
    anonymous: bool = False
    published: bool = False
    handed_over: bool = False
    unit_path: str = OTHER
    desk_path: str = OTHER
    reporter_account: UUID | None = None
    account_id: UUID = SOMEBODY
    role: str = Role.PENGHUBUNG
    parties: tuple[Party, ...] = (Party(OTHER),)


def principal(role: Role, *, restricted: frozenset[str] = frozenset()) -> Principal:
    """Somebody of this role: officers of Kepulauan Riau in one of its units, the nation's desk at the nation.

    They reach one number further down than anybody does, so that `tenant` and `reach_lo` are told apart.
    """
    tenant = NATION if role in (Role.NASIONAL, Role.SISTEM) else PROVINCE
    if role in (Role.PUBLIK, Role.PELAPOR):
        known = role is Role.PELAPOR
        return Principal(role, account=ACCOUNT if known else None, receipt=RECEIPT if known else None)
    officer = role in POSITION_ROLES
    return Principal(
        role,
        tenant,
        Reach(tenant - 1, reach_of(tenant).hi),
        account=ACCOUNT if officer else None,
        position=SOMEBODY if officer else None,
        unit_path=UNIT if officer else "-",
        restricted=restricted,
    )


def _held(tenant: int, path: str, desk: str | None = None) -> Thing:
    return Thing(tenant_id=tenant, unit_path=path, desk_path=desk or path, parties=(Party(path),))


def places(role: Role) -> dict[str, Thing]:
    """A thing in each place that some scope tells from another, as seen by the principal of this role."""
    somebody = principal(role)
    home, (first, last) = somebody.tenant, somebody.reach
    elsewhere = Thing(tenant_id=home)
    stranger = Thing(tenant_id=last + 1)
    return {
        "own desk": _held(home, UNIT),
        "raised to own desk": _held(home, BELOW, UNIT),
        "raised from own desk": _held(home, UNIT, TOP),
        "desk below": _held(home, BELOW),
        "handling here": replace(elsewhere, parties=(Party(OTHER), Party(UNIT, Part.HANDLER))),
        "handling below": replace(elsewhere, parties=(Party(OTHER), Party(BELOW, Part.HANDLER))),
        "tembusan here": replace(elsewhere, parties=(Party(OTHER), Party(UNIT, Part.TEMBUSAN))),
        "other desk": elsewhere,
        "top desk": _held(home, TOP),
        "raised to top desk": _held(home, OTHER, TOP),
        "no parties": replace(elsewhere, parties=()),
        "handed over, here": replace(elsewhere, handed_over=True),
        "regency": _held(home + 1, UNIT),
        "regency's top desk": _held(home + 1, TOP),
        "first in reach": _held(first, UNIT),
        "first in reach, top desk": _held(first, TOP),
        "last in reach": _held(last, UNIT),
        "handed over, regency": replace(elsewhere, tenant_id=home + 1, handed_over=True),
        "handed over, first in reach": replace(elsewhere, tenant_id=first, handed_over=True),
        "handed over, last in reach": replace(elsewhere, tenant_id=last, handed_over=True),
        "handed over, after": replace(stranger, handed_over=True),
        "handed over, before": replace(stranger, tenant_id=first - 1, handed_over=True),
        "after": _held(last + 1, UNIT),
        "before": _held(first - 1, UNIT),
        "own report": replace(stranger, reporter_account=ACCOUNT),
        "own receipt": replace(stranger, id=RECEIPT),
        "published": replace(stranger, published=True),
    }


VARIANTS: dict[str, dict[str, object]] = {
    "plain": {},
    "anonim": {"anonymous": True},
    "rahasia": {"secret": True},
    "berkadar": {"kind": Kind.PENGADUAN_BERKADAR},
    "aspirasi": {"kind": Kind.ASPIRASI},
}
STAGED: dict[str, tuple[str, ...]] = {
    "handling": tuple(HandlingStatus),
    "assessment": tuple(AssessmentStatus),
    "action_plan": tuple(PlanStatus),
    "realisation": tuple(PlanStatus),
}
"""Objects with stages of their own; those that hang on a complaint have the complaint's."""
ROLES_OF_POSITIONS = (Role.PENGHUBUNG, Role.INSTANSI, Role.NASIONAL, Role.OMBUDSMAN, Role.STAF)


@dataclass(frozen=True)
class Situation:
    """A thing somewhere, told apart by a place and a variant, in one stage (or in none that matters)."""

    place: str
    variant: str
    stage: str
    thing: Thing = field(compare=False)


def _people(role: Role) -> Iterator[Situation]:
    for place, thing in places(role).items():
        if "handed over" in place or place in ("own report", "own receipt", "published"):
            continue
        for held in ROLES_OF_POSITIONS:
            yield Situation(place, held, "*", replace(thing, role=held))
    yield Situation("about oneself", "plain", "*", Thing(tenant_id=principal(role).reach.hi + 1, account_id=ACCOUNT))


@cache
def situations(kind: str, role: Role) -> tuple[Situation, ...]:
    """Every situation in which a decision of this role about this kind of object is looked at."""
    if kind in ("complaint", "event", "attachment", "identity_access", "packet"):
        stages: tuple[str, ...] = tuple(Status)
    elif kind in STAGED:
        stages = STAGED[kind]
    else:
        return tuple(_people(role))
    return tuple(
        Situation(place, variant, stage, replace(thing, status=stage, **changes))  # type: ignore[arg-type]
        for place, thing in places(role).items()
        for variant, changes in VARIANTS.items()
        for stage in stages
    )


def stages_of(policy: Policy, kind: str) -> tuple[str, ...]:
    """The columns of this object's table: its stages, or one when no line looks at them."""
    if not any(line.object == kind and line.stage != "*" for line in policy.lines):
        return ("*",)
    return STAGED.get(kind, tuple(Status))
