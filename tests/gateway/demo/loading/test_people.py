"""The demo's offices as rows: one tree in each pemda, every desk held, every account at its position."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from gateway.demo.accounts import ACCOUNTS
from gateway.demo.loading.people import Directory, Rows, people
from rules.facts import AT_INSTANSI
from rules.identifiers import tenant_id_of
from rules.roles import DESK_ROLES, Role
from rules.unit_paths import ROOT, WIDTH
from tests.gateway.demo.crowd import BATAM, BINTAN, demo_offices

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def opened() -> tuple[Rows, Directory]:
    return people(list(demo_offices().values()), "hash of a password", NOW)


@pytest.fixture(scope="module")
def rows(opened: tuple[Rows, Directory]) -> Rows:
    return opened[0]


@pytest.fixture(scope="module")
def directory(opened: tuple[Rows, Directory]) -> Directory:
    return opened[1]


def test_units_are_one_tree_by_their_paths(rows: Rows) -> None:
    paths = {(unit["tenant_id"], unit["id"]): unit["path"] for unit in rows["unit"]}
    assert len(set(paths.values())) < len(paths) == len({(tenant, path) for (tenant, _), path in paths.items()})
    for unit in rows["unit"]:
        if unit["parent_id"] is None:
            assert unit["path"] == ROOT
        else:
            assert unit["path"][:-WIDTH] == paths[unit["tenant_id"], unit["parent_id"]]


def test_every_position_stands_in_its_unit_and_is_held_by_decree(rows: Rows) -> None:
    paths = {unit["id"]: unit["path"] for unit in rows["unit"]}
    assert all(paths[position["unit_id"]] == position["unit_path"] for position in rows["position"])
    held = Counter(appointment["position_id"] for appointment in rows["appointment"])
    assert held == Counter(position["id"] for position in rows["position"])
    assert all(appointment["sk_number"] and appointment["valid_to"] is None for appointment in rows["appointment"])
    accounts = {account["id"] for account in rows["account"]}
    assert {appointment["account_id"] for appointment in rows["appointment"]} <= accounts
    seats = {(line["account_id"], line["position_id"]) for line in rows["account_position"]}
    assert seats == {(line["account_id"], line["position_id"]) for line in rows["appointment"]}


def test_every_account_of_the_demo_signs_in_at_its_position(rows: Rows, directory: Directory) -> None:
    hashes = {account["id"]: account["password_hash"] for account in rows["account"]}
    emails = {line["email"]: line["account_id"] for line in rows["account_email"]}
    assert emails == directory.accounts == {known.email: emails[known.email] for known in ACCOUNTS}
    assert {hashes[id_] for id_ in emails.values()} == {"hash of a password"}
    assert sum(hash_ is not None for hash_ in hashes.values()) == len(ACCOUNTS)
    roles = {position["id"]: (position["tenant_id"], position["role"]) for position in rows["position"]}
    held = {line["account_id"]: roles[line["position_id"]] for line in rows["account_position"]}
    for known in ACCOUNTS:
        seat = None if known.tenant is None else (tenant_id_of(known.tenant), known.role.value)
        assert held.get(emails[known.email]) == seat
    kinds = {account["id"]: account["kind"] for account in rows["account"]}
    assert {known.role for known in ACCOUNTS if kinds[emails[known.email]] == "CITIZEN"} == {Role.PELAPOR}


def test_a_unit_without_a_desk_is_answered_for_above(directory: Directory) -> None:
    for (tenant, code), place in directory.places.items():
        office = demo_offices()[tenant]
        live = any(position.unit == code and position.role in DESK_ROLES for position in office.positions)
        assert (place.desk_path == place.unit_path) is live or code == "root"
        assert place.unit_path.startswith(place.desk_path)


def test_who_acts_where(directory: Directory) -> None:
    admin = directory.actors[BINTAN, "root", Role.INSTANSI]
    assert (admin.tenant, admin.role) == (2101, Role.INSTANSI)
    assert admin.name
    assert directory.place(BATAM, "root") == AT_INSTANSI
    assert directory.place(BATAM, "diskominfo").unit_id is not None


def test_teams_have_their_members(rows: Rows) -> None:
    teams = {team["id"]: team["tenant_id"] for team in rows["coordination_team"]}
    assert teams
    assert {teams[member["team_id"]] for member in rows["coordination_member"]} == set(teams.values())
