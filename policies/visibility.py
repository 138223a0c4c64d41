"""Which rows a principal may touch, as a condition in SQL: the same matcher, worked out as far as the policy allows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from policies.attributes import SUBJECT
from policies.decisions import TABLE
from policies.folding import TRUE, either, factor, quantify
from policies.matcher import (
    All,
    Comparison,
    Constant,
    Either,
    Expression,
    Name,
    Not,
    PolicyError,
    SomeParty,
    names,
)
from policies.permissions import Permission
from policies.policy_lines import Policy
from policies.principal import Principal
from rules.roles import Role

CONDITION: Final = "{condition}"
_SIGNS: Final = {"==": "=", "!=": "<>"}


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Where a statement keeps what the matcher asks of a resource; made once, beside the statement.

    `of` maps each attribute to the SQL text of its column: {"status": "c.status", "party_path": "p.unit_path"}; flags
    must be NOT NULL and texts compared in collation "C". `party` is the text that asks whether an involved unit meets
    {condition}: "EXISTS (SELECT 1 FROM tuntas.complaint_party p WHERE p.tenant_id = c.tenant_id AND
    p.complaint_id = c.id AND {condition})".
    """

    of: Mapping[str, str]
    party: str = ""


@dataclass(frozen=True, slots=True)
class SqlFilter:
    """A condition in psycopg's named style, and the values of its parameters (all named sub_...)."""

    text: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class _Prepared:
    text: str
    params: tuple[tuple[str, Callable[[Principal], Any]], ...]


_NOTHING: Final = _Prepared("false", ())


class FilterTable:
    """The filters of one policy; the text depends on role, permission and columns alone, so each is built once."""

    def __init__(self, policy: Policy) -> None:
        """Filters of this policy."""
        self._policy: Final = policy
        self._prepared: Final[dict[tuple[Role, Permission, Columns], _Prepared]] = {}

    def filter(self, principal: Principal, permission: Permission, columns: Columns) -> SqlFilter:
        """The condition under which this principal has this permission on a row; 'false' where no line allows it."""
        key = (principal.role, permission, columns)
        prepared = self._prepared.get(key)
        if prepared is None:
            prepared = self._prepared[key] = self._prepare(principal.role, permission, columns)
        if permission in principal.restricted:
            prepared = _NOTHING
        return SqlFilter(prepared.text, {name: value(principal) for name, value in prepared.params})

    def prepare(self, columns: Columns, permissions: Iterable[Permission]) -> Columns:
        """Build every role's filters now. Raises PolicyError when a line asks for what the columns do not tell."""
        for permission in permissions:
            for role in Role:
                self._prepared[role, permission, columns] = self._prepare(role, permission, columns)
        return columns

    def _prepare(self, role: Role, permission: Permission, columns: Columns) -> _Prepared:
        lines = self._policy.of(role, permission)
        scopes = dict.fromkeys(line.scope for line in lines)
        condition = either(
            [factor(either([self._policy.residue(line) for line in lines if line.scope == scope])) for scope in scopes]
        )
        used = {name.attribute for name in names(condition) if name.of_subject}
        params = tuple((f"sub_{name}", attrgetter(SUBJECT[name].held_in)) for name in sorted(used))
        return _Prepared(_sql(factor(quantify(condition)), columns), params)


def _sql(expression: Expression, columns: Columns) -> str:  # noqa: PLR0911 - one return for each kind of node
    match expression:
        case Constant(value=bool()):
            return "true" if expression == TRUE else "false"
        case Constant(value=text):
            return "'" + str(text).replace("'", "''") + "'"
        case Name(attribute=attribute):
            return f"%(sub_{attribute})s" if expression.of_subject else _column(attribute, columns)
        case Comparison(sign=sign, left=left, right=right):
            return f"{_sql(left, columns)} {_SIGNS.get(sign, sign)} {_sql(right, columns)}"
        case Not(flag=flag):
            return f"NOT {_sql(flag, columns)}"
        case All(parts=parts):
            return f"({' AND '.join(_sql(part, columns) for part in parts)})"
        case Either(parts=parts):
            return f"({' OR '.join(_sql(part, columns) for part in parts)})"
        case SomeParty(condition=condition):
            if CONDITION not in columns.party:
                raise PolicyError("a line asks for involved units, and the columns do not say where they are")
            return columns.party.replace(CONDITION, _sql(condition, columns))


def _column(attribute: str, columns: Columns) -> str:
    text = columns.of.get(attribute)
    if text is None:
        raise PolicyError(f"a line asks for {attribute!r}, and the columns do not tell it")
    return text


FILTERS: Final = FilterTable(TABLE.policy)
sql_filter: Final = FILTERS.filter
prepare: Final = FILTERS.prepare
