import pytest

from gateway.demo.accounts import ACCOUNTS, Account, account, citizens
from rules.roles import Role
from tests.gateway.demo.crowd import demo_offices

WANTED = {
    "nasional", "kepri", "bintan", "batam", "babel", "dinkes.bintan", "perkim.bintan", "staf.dinkes.bintan",
    "bupati.bintan", "diskominfo.batam", "inspektorat.bintan", "ombudsman", "karimun", "tanjungpinang",
    "integrasi.batam", "warga", "warga2",
}  # fmt: skip
WITHOUT_ACCOUNT = {Role.SISTEM, Role.PUBLIK}


def test_every_role_has_an_account() -> None:
    assert {known.role for known in ACCOUNTS} == set(Role) - WITHOUT_ACCOUNT
    assert {known.email for known in ACCOUNTS} == {f"{local}@tuntas.test" for local in WANTED}


@pytest.mark.parametrize("known", ACCOUNTS, ids=lambda known: known.email)
def test_an_account_acts_in_a_position_that_exists(known: Account) -> None:
    if known.role is Role.PELAPOR:
        assert known.tenant is None
        assert known.unit is None
        return
    assert known.tenant is not None
    office = demo_offices()[known.tenant]
    position = known.position(office)
    assert position is not None
    assert position.role is known.role
    assert known.name(office) == position.holder
    assert known.position(demo_offices()["19.01"]) is None


def test_no_two_accounts_share_a_position() -> None:
    seats = [(known.tenant, known.unit, known.role) for known in ACCOUNTS if known.tenant]
    assert len(set(seats)) == len(seats)


def test_citizens_are_reporters_with_an_account() -> None:
    assert [person.account for person in citizens()] == ["warga@tuntas.test", "warga2@tuntas.test"]
    assert len({person.phone for person in citizens()}) == 2
    assert citizens()[0].name == account("warga@tuntas.test").name()


def test_an_unknown_account_is_none_of_ours() -> None:
    with pytest.raises(KeyError):
        account("presiden@tuntas.test")
