"""What Casbin itself reads and decides: the only door to it, the loader of the policy and the oracle of the tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import casbin
from casbin.persist.adapters import StringAdapter

from policies.attributes import PARTY, RESOURCE, SUBJECT
from policies.folding import FALSE, fold
from policies.matcher import Expression, PolicyError, parse
from policies.permissions import Permission
from policies.policy_lines import read_policy
from policies.principal import Principal

_HERE: Final = Path(__file__).parent
MODEL: Final = (_HERE / "model.conf").read_text(encoding="utf-8")
POLICY: Final = (_HERE / "policy.csv").read_text(encoding="utf-8")
_SECTIONS: Final = {
    "r": ["r_sub", "r_obj", "r_act", "r_res"],
    "p": ["p_role", "p_object", "p_action", "p_scope", "p_stage"],
}
_EFFECT: Final = "some(where (p_eft == allow))"


class Oracle:
    """Casbin over a model and a policy: slow, and right by definition."""

    def __init__(self, model: str = MODEL, policy: str = POLICY) -> None:
        """Load both. Raises PolicyError when Casbin understood anything but what is written."""
        loaded = casbin.Enforcer.new_model(text=model)
        defined = sorted(name for section in loaded.values() for name in section)
        if defined != ["e", "m", "p", "r"] or loaded["e"]["e"].value != _EFFECT:
            raise PolicyError("the model must be one request, lines that allow, and one matcher")
        for section, tokens in _SECTIONS.items():
            if loaded[section][section].tokens != tokens:
                raise PolicyError(f"the model defines {section} = {loaded[section][section].tokens}, not {tokens}")
        matcher = parse(loaded["m"]["m"].value)
        _check(matcher)
        self.policy: Final = read_policy(policy, matcher)
        self._enforcer: Final = casbin.Enforcer(loaded, StringAdapter(policy))
        if [tuple(line) for line in self._enforcer.get_policy()] != [line.words for line in self.policy.lines]:
            raise PolicyError("Casbin did not load the lines that are written")

    def enforce(self, principal: Principal, permission: Permission, resource: object) -> bool:
        """Casbin's decision, asked once for each involved unit of the resource; any yes is a yes."""
        subject = _Subject(principal)
        return any(
            self._enforcer.enforce(subject, permission.object, permission.action, view)
            for view in _views(resource, getattr(resource, "parties", ()))
        )


_NOT_THIS_LINE: Final = tuple(
    {asked: first, named: second}
    for asked, named in (("r.sub.role", "p.role"), ("r.obj", "p.object"), ("r.act", "p.action"))
    for first, second in (("one", "two"), ("two", "one"))
)
_UNDEFINED: Final = ({"p.scope": "undefined"}, {"p.stage": "undefined"})


def _check(matcher: Expression) -> None:
    """A line speaks only about its own role, object and action; an undefined scope or stage allows nothing.

    The decision table and the SQL filter rely on it: they pick the lines of a role and permission before they ask.
    """
    for known in (*_NOT_THIS_LINE, *_UNDEFINED):
        if fold(matcher, known) != FALSE:
            raise PolicyError(f"the matcher lets a line allow what it does not name: {known}")


class _Subject:
    """The principal under the matcher's names."""

    def __init__(self, principal: Principal) -> None:
        for name, fact in SUBJECT.items():
            value: object = principal
            for part in fact.held_in.split("."):
                value = getattr(value, part)
            setattr(self, name, value)


class _Absent:
    """What is not there: as NULL in SQL, it compares with nothing."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def _never(self, _: object) -> bool:
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _never


_ABSENT: Final = _Absent()


class _View:
    """The resource together with one of its involved units, or with none."""

    def __init__(self, resource: object, party: object | None) -> None:
        for name, fact in RESOURCE.items():
            if hasattr(resource, fact.held_in):
                value = getattr(resource, fact.held_in)
                setattr(self, name, _ABSENT if value is None else value)
        for name, fact in PARTY.items():
            setattr(self, name, _ABSENT if party is None else getattr(party, fact.held_in))


def _views(resource: object, parties: object) -> Iterator[_View]:
    members = list(parties) if isinstance(parties, list | tuple) else []
    yield from (_View(resource, party) for party in members or [None])
