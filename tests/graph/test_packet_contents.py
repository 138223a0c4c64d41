"""What goes into a packet: the case as it was then, as its receiver may read it; `packets/` shows it whole."""

import pytest

from graph.nodes import parse_id
from graph.packet_contents import ROUTING, contents_of, material_of
from policies.principal import Principal
from rules.complaint_states import Move
from rules.errors import FORBIDDEN, NOT_FOUND, Refusal
from rules.identifiers import Reach
from rules.packets import ANSWERS, DISPOSITIONS, EVENTS, IDENTITY
from rules.roles import Role
from tenants.database import Pool
from tests.graph.packets.issuing import SISTEM, Issuing, filed, handed_over
from tests.offices import Office, citizen

pytestmark = pytest.mark.anyio


@pytest.fixture
def ask(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Issuing:
    return Issuing(pool, folder=tmp_path_factory.mktemp("storage"))


def test_routing_is_what_names_a_desk() -> None:
    assert {Move.DISPOSE, Move.RETURN, Move.RULE, Move.REFER, Move.TRANSFER} <= ROUTING
    assert not ROUTING & {Move.ANSWER, Move.NOTE, Move.SUBMIT}


async def test_nothing_from_after_the_hand_over(ask: Issuing, office: Office) -> None:
    case = await filed(ask, office, citizen())
    await case.move(office.by("dinkes"), "reportProgress", body="Sebelum diteruskan ke Ombudsman.")
    seq = await handed_over(case)
    await case.move(office.by("dinkes"), "disposeComplaint", unit=office.unit("puskesmas"))
    await case.move(office.by("puskesmas"), "reportProgress", body="Sesudah diteruskan ke Ombudsman.")
    ref, context = parse_id(case.id, "Complaint"), ask.context(SISTEM)
    contents = contents_of(context, await material_of(context, ref.tenant, ref.uuid, seq))
    assert [one["body"] for one in contents.documents[ANSWERS]] == ["Sebelum diteruskan ke Ombudsman."]
    assert len(contents.documents[EVENTS]) == contents.manifest.event == seq
    assert [one["move"] for one in contents.documents[DISPOSITIONS]] == ["DISPOSE"]
    assert IDENTITY not in contents.documents


async def test_drafts_and_notes_are_no_answers(ask: Issuing, office: Office) -> None:
    case = await filed(ask, office, citizen())
    await case.move(office.by("dinkes"), "draftAnswer", body="Konsep jawaban yang belum dikirim.")
    await case.move(office.by("dinkes"), "addNote", body="Catatan untuk kantor saja.")
    seq = await handed_over(case)
    ref, context = parse_id(case.id, "Complaint"), ask.context(SISTEM)
    contents = contents_of(context, await material_of(context, ref.tenant, ref.uuid, seq))
    assert contents.documents[ANSWERS] == []


async def test_who_may_not_make_one_reads_nothing(ask: Issuing, office: Office, sibling: Office) -> None:
    case = await filed(ask, office, citizen())
    seq = await handed_over(case)
    ref = parse_id(case.id, "Complaint")
    for who, code in (
        (office.admin, FORBIDDEN),
        (sibling.admin, NOT_FOUND),
        (Principal(Role.SISTEM, reach=Reach(1, 2)), NOT_FOUND),
    ):
        with pytest.raises(Refusal) as refused:
            await material_of(ask.context(who), ref.tenant, ref.uuid, seq)
        assert refused.value.code == code
