import pytest

from policies.decisions import TABLE
from policies.matcher import PolicyError
from policies.permissions import Permission
from policies.principal import NOBODY
from policies.visibility import Columns, FilterTable, prepare, sql_filter
from rules.roles import Role
from tests.policies.scene import principal
from tests.policies.test_agreement import COLUMNS

COMPLAINTS = COLUMNS["complaint"]


def text(role: Role, permission: Permission) -> str:
    return sql_filter(principal(role), permission, COMPLAINTS).text


def test_the_text_is_plain_sql_with_named_parameters() -> None:
    found = sql_filter(principal(Role.STAF), Permission.COMPLAINT_READ_REPORTER, COMPLAINTS)
    assert found.text == (
        "(c.tenant_id = %(sub_tenant)s AND NOT c.anonymous AND EXISTS (SELECT 1 FROM thing_party p WHERE p.n = c.n AND "
        "(p.unit_path >= %(sub_unit_path)s AND p.unit_path < %(sub_below)s AND p.part <> 'TEMBUSAN')))"
    )
    assert found.params == {"sub_tenant": 2100, "sub_unit_path": "00010002", "sub_below": "00010002~"}


def test_what_alternatives_share_stands_once_before_them() -> None:
    assert text(Role.PUBLIK, Permission.COMPLAINT_READ) == (
        "(c.published AND NOT c.secret AND (c.status = 'RECEIVED' OR c.status = 'DISPOSED' OR "
        "c.status = 'IN_PROGRESS' OR c.status = 'ANSWERED' OR c.status = 'CLOSED'))"
    )


def test_no_line_is_no_row() -> None:
    assert text(Role.PIMPINAN, Permission.COMPLAINT_CLOSE) == "false"
    assert sql_filter(principal(Role.PIMPINAN), Permission.COMPLAINT_CLOSE, COMPLAINTS).params == {}


def test_no_condition_is_every_row() -> None:
    assert text(Role.PUBLIK, Permission.COMPLAINT_SUBMIT) == "true"


def test_a_restriction_is_no_row() -> None:
    less = principal(Role.INSTANSI, restricted=frozenset({Permission.COMPLAINT_READ.value}))
    found = sql_filter(less, Permission.COMPLAINT_READ, COMPLAINTS)
    assert (found.text, found.params) == ("false", {})
    assert sql_filter(less, Permission.COMPLAINT_READ_CASE, COMPLAINTS).text != "false"


def test_who_is_nobody_asks_for_nobodys_rows() -> None:
    found = sql_filter(principal(Role.INTEGRASI), Permission.COMPLAINT_READ, COMPLAINTS)
    assert found.text == "(c.reporter_account = %(sub_account)s OR c.id = %(sub_receipt)s)"
    assert found.params["sub_receipt"] == NOBODY


def test_the_text_depends_on_role_permission_and_columns_alone() -> None:
    """So that the database plans it once, and no value of a principal is ever in it."""
    for role in Role:
        one, other = principal(role), principal(role, restricted=frozenset({"nothing"}))
        for permission in Permission:
            first = sql_filter(one, permission, COLUMNS[permission.object])
            second = sql_filter(other, permission, COLUMNS[permission.object])
            assert first.text is second.text
            assert all(f"%({name})s" in first.text for name in first.params)
            assert first.text.count("%(") == 0 or first.params
            assert "2100" not in first.text
            assert one.unit_path not in first.text.replace("-", "") or one.unit_path == "-"


def test_each_asker_gets_parameters_of_its_own() -> None:
    first = sql_filter(principal(Role.STAF), Permission.COMPLAINT_READ, COMPLAINTS)
    first.params.clear()
    assert sql_filter(principal(Role.STAF), Permission.COMPLAINT_READ, COMPLAINTS).params != {}


def test_a_column_that_is_missing_fails_when_the_filters_are_prepared() -> None:
    lacking = Columns(of={name: column for name, column in COMPLAINTS.of.items() if name != "secret"})
    with pytest.raises(PolicyError, match="'secret'"):
        prepare(lacking, [Permission.COMPLAINT_TRACK])


def test_involved_units_that_cannot_be_found_fail_when_the_filters_are_prepared() -> None:
    with pytest.raises(PolicyError, match="involved units"):
        prepare(Columns(of=COMPLAINTS.of), [Permission.COMPLAINT_READ])


def test_every_object_can_be_filtered_by_what_is_known_about_it() -> None:
    table = FilterTable(TABLE.policy)
    for kind, columns in COLUMNS.items():
        assert table.prepare(columns, [each for each in Permission if each.object == kind]) is columns
