from collections import Counter
from importlib.resources import files

import pytest

from gateway.demo.offices import DOCUMENTED, NATION, ROOT, Office, office_of, offices, slug
from rules.roles import DESK_ROLES, POSITION_ROLES, Role, TeamSeat, UnitKind
from tests.gateway.demo.crowd import BATAM, BINTAN, KARIMUN, NAMES, demo_offices

BINTAN_UNITS = (
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Sekretariat Daerah",
    "BPBD",
    "Disnaker",
    "DKUPP",
    "Dinas Perumahan dan Kawasan Permukiman",
    "Dinas Perikanan",
    "Dinas Sosial",
    "Dinas Kesehatan",
    "BKPSDM",
    "Dinas Perhubungan",
    "Satpol PP",
    "Badan Kesbangpol",
    "Kecamatan Mantang",
    "Kecamatan Bintan Timur",
    "Kecamatan Teluk Sebong",
    "Kecamatan Teluk Bintan",
    "Kecamatan Bintan Utara",
    "Badan Perencanaan dan Penelitian",
)
"""As Perbup Bintan 53/2021 numbers them in 2.2.2."""
OTHERS = {"11": "Provinsi Aceh", "11.01": "Kabupaten Aceh Selatan", "91.71": "Kota Jayapura"}


def all_offices() -> list[Office]:
    return [*demo_offices().values(), *offices(OTHERS.items())]


@pytest.mark.parametrize("office", all_offices(), ids=lambda office: office.tenant)
def test_the_units_are_one_tree_with_parents_first(office: Office) -> None:
    seen = set()
    for unit in office.units:
        assert unit.code not in seen
        assert (unit.parent is None) == (unit.code == ROOT) == (unit.kind is UnitKind.ROOT)
        assert unit.parent is None or unit.parent in seen
        assert unit.name.strip()
        assert unit.full_name.strip()
        assert "{" not in unit.name
        assert unit.source
        seen.add(unit.code)
    assert office.units[0].code == ROOT


@pytest.mark.parametrize("office", all_offices(), ids=lambda office: office.tenant)
def test_every_position_sits_at_a_unit_and_every_desk_unit_has_a_live_desk(office: Office) -> None:
    desks = {position.unit for position in office.positions if position.role in DESK_ROLES}
    for position in office.positions:
        assert office.has(position.unit)
        assert office.has(position.home)
        assert position.role in POSITION_ROLES
        assert "{" not in position.title
        assert len(position.holder.split()) == 2
        assert position.sk_number
    assert {unit.code for unit in office.units if unit.desk} <= desks


@pytest.mark.parametrize("office", all_offices(), ids=lambda office: office.tenant)
def test_the_root_desk_is_the_admins(office: Office) -> None:
    admin = Role.NASIONAL if office.tenant == NATION else Role.INSTANSI
    assert office.desk(ROOT, admin) is not None
    assert office.tenant == NATION or office.desk(ROOT, Role.PIMPINAN) is not None


def test_bintan_has_its_nineteen_units_by_the_names_of_the_regulation() -> None:
    office = demo_offices()[BINTAN]
    named = {unit.source.rpartition("no. ")[2]: unit for unit in office.units if "2.2.2 no. " in unit.source}
    assert [named[str(number)].name for number in range(1, 20)] == list(BINTAN_UNITS)
    assert all(unit.documented for unit in named.values())


def test_bintan_has_its_inspectorate_its_admin_at_home_and_the_team_of_the_decree() -> None:
    office = demo_offices()[BINTAN]
    admin = office.desk(ROOT, Role.INSTANSI)
    assert admin is not None
    assert admin.home == "diskominfo"
    assert office.desk("inspektorat", Role.PENGAWAS) is not None
    assert office.team is not None
    assert office.team.sk_number == "447/IX/2019"
    assert {member.seat for member in office.team.members} == set(TeamSeat)
    assert office.unit("rsud").kind is UnitKind.RSUD


@pytest.mark.parametrize("code", [BINTAN, BATAM, KARIMUN])
def test_kelurahan_lie_below_their_kecamatan(code: str) -> None:
    office = demo_offices()[code]
    lowest = [unit for unit in office.units if unit.kind is UnitKind.KELURAHAN]
    assert lowest
    assert {office.unit(unit.parent or "").kind for unit in lowest} == {UnitKind.KECAMATAN}


def test_what_no_document_names_is_marked_as_demo() -> None:
    bintan, batam = demo_offices()[BINTAN], demo_offices()[BATAM]
    assert not bintan.unit("dpupr").documented
    assert not bintan.unit("pln").documented
    assert batam.unit("diskominfo").source.startswith("000")
    assert batam.unit("diskominfo-pipp").source.startswith("004")
    assert demo_offices()["19"].unit("dp3acskb").documented


def test_the_nation_has_the_coordination_desk_and_the_ombudsman() -> None:
    nation = demo_offices()[NATION]
    assert nation.desk("ombudsman-kepri", Role.OMBUDSMAN) is not None
    assert nation.unit("ombudsman-kepri").kind is UnitKind.EXTERNAL
    assert nation.unit("kemenpanrb").documented


def test_no_real_person_of_the_documents_is_among_the_names() -> None:
    real = {"roby kurniawan", "adi prihantara", "rudi panjaitan", "aupa samake", "arwanto", "sudarma"}
    for office in all_offices():
        names = {position.holder.lower() for position in office.positions}
        names |= {member.name.lower() for member in (office.team.members if office.team else ())}
        assert not names & real


def test_the_same_office_comes_out_every_time() -> None:
    assert office_of(BINTAN, NAMES[BINTAN]) == office_of.__wrapped__(BINTAN, NAMES[BINTAN])


def test_heads_and_names_follow_the_level() -> None:
    aceh, selatan, jayapura = offices(OTHERS.items())
    assert aceh.positions[0].title == "Gubernur Aceh"
    assert selatan.positions[0].title == "Bupati Aceh Selatan"
    assert jayapura.positions[0].title == "Wali Kota Jayapura"
    assert jayapura.name == "Pemerintah Kota Jayapura"
    assert jayapura.has("kec-percontohan-i")


def test_lookups() -> None:
    office = demo_offices()[BATAM]
    jalan = office.serving("jalan")
    assert jalan is not None
    assert jalan.code == "bmsda"
    assert office.serving("tidak ada") is None
    assert [unit.code for unit in office.children("setda")] == ["setda-organisasi"]
    assert slug("Batam Kota") == "batam-kota"
    with pytest.raises(KeyError):
        office.unit("tidak-ada")


def test_documented_pemda_have_their_own_file() -> None:
    folder = files("gateway.demo") / "offices"
    assert all((folder / f"{code}.json").is_file() for code in DOCUMENTED)


def test_every_desk_title_is_held_by_one_position_only() -> None:
    office = demo_offices()[BINTAN]
    titles = Counter((position.unit, position.role, position.title) for position in office.positions)
    assert max(titles.values()) == 1
