"""What each move changes beyond status and clock, and what it refuses."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from rules.case import Case
from rules.complaint_states import Move, Status
from rules.deadlines import REOPEN_WINDOW
from rules.errors import Refusal, bad_input, move_refused
from rules.extensions import asked, decided, granted
from rules.facts import Facts
from rules.identifiers import NATION
from rules.ladder import Act
from rules.lapor_follow import followed
from rules.ombudsman import recorded
from rules.unit_paths import ROOT, contains
from rules.vocabulary import ANSWERED_DIRECTLY, Closer, Kind, Outcome

RETURNS_BEFORE_RULING = 2
RATINGS = range(1, 6)

Consequence = Callable[[Case, Facts], Case]


def nothing_more(case: Case, _: Facts) -> Case:
    """Moves that change status and clock only."""
    return case


def _given(case: Case, facts: Facts) -> Case:
    return replace(case, **facts.set)


def put(case: Case, facts: Facts) -> Case:
    """The case at the place that was named. Raises BAD_USER_INPUT when none was."""
    place = facts.place
    if place is None:
        raise bad_input("unit", "Name the unit.", "Unit tujuan wajib diisi.")
    return replace(
        case,
        unit_id=place.unit_id,
        unit_path=place.unit_path,
        desk_id=place.desk_id,
        desk_path=place.desk_path,
    )


def _flags(case: Case, facts: Facts) -> Case:
    after = replace(case, **facts.set)
    if (case.anonymous and not after.anonymous) or (case.secret and not after.secret):
        raise move_refused(
            "flags may only be added",
            "What the reporter asked to keep hidden stays hidden.",
            "Permintaan anonim atau rahasia dari pelapor tidak dapat dicabut.",
            field="anonymous" if case.anonymous and not after.anonymous else "secret",
        )
    return replace(after, published=after.published and not after.secret)


def _verify(case: Case, facts: Facts) -> Case:
    return replace(_flags(case, facts), verified=facts.passed)


def _publishable(case: Case) -> bool:
    return not case.secret and case.kind is not Kind.PENGADUAN_BERKADAR


def _must_be_verified(case: Case) -> None:
    if not case.verified:
        raise move_refused(
            "verification before disposition",
            "Record the verification first; every check must be passed.",
            "Catat hasil verifikasi terlebih dahulu; semua pemeriksaan harus terpenuhi.",
        )


def _must_be_ruled(case: Case) -> None:
    if case.ruling_required:
        raise move_refused(
            "second return needs a ruling",
            "This complaint was returned twice: the common superior must rule who handles it.",
            "Pengaduan sudah dua kali dikembalikan: atasan bersama harus memutuskan unit yang menangani.",
        )


def _must_stand_alone(case: Case) -> None:
    if case.merged_into is not None:
        raise move_refused(
            "a merged complaint goes with its parent",
            "It goes where its parent complaint goes: take it out of the parent first.",
            "Pengaduan mengikuti kasus induknya: pisahkan dahulu dari kasus induk.",
        )


def _dispose(case: Case, facts: Facts) -> Case:
    _must_stand_alone(case)
    _must_be_ruled(case)
    after = put(case, facts)
    if case.status is Status.RECEIVED:
        _must_be_verified(case)
    elif not contains(case.desk_path, after.unit_path):
        raise move_refused(
            "disposition goes down",
            "A desk disposes only to units below itself; return the complaint if it is not yours.",
            "Unit hanya dapat mendisposisi ke unit di bawahnya; kembalikan bila bukan kewenangan Anda.",
            field="unit",
        )
    here = (ROOT,) if case.status is Status.RECEIVED else (ROOT, case.desk_path, case.unit_path)
    if after.unit_path in here:
        raise move_refused(
            "disposition goes down",
            "Choose a unit below this desk.",
            "Pilih unit di bawah meja ini.",
            field="unit",
        )
    return replace(after, published=_publishable(after))


def _refer(case: Case, facts: Facts) -> Case:
    return _dispose(replace(case, kind=Kind.PENGADUAN_BERKADAR, published=False), facts)


def _transfer(case: Case, facts: Facts) -> Case:
    _must_be_verified(case)
    after = _land(case, facts)
    if after.tenant_id == case.tenant_id:
        raise move_refused("transfer to another pemda", "It is here already.", "Pengaduan sudah berada di sini.")
    return replace(after, verified=False, published=_publishable(after))


def _land(case: Case, facts: Facts) -> Case:
    """In another pemda the returns of its own units begin anew: paths of units mean nothing elsewhere."""
    return replace(
        put(case, facts),
        tenant_id=facts.tenant,
        status=Status.RECEIVED,
        ruling_required=False,
        ruled=False,
        returns=0,
        returned_by=(),
    )


def _return_to_nation(case: Case, facts: Facts) -> Case:
    if case.tenant_id == NATION:
        raise move_refused("return goes up", "The nation is the last desk.", "Tidak ada instansi di atas nasional.")
    return _land(case, facts)


def _return(case: Case, facts: Facts) -> Case:
    _must_stand_alone(case)
    return _given_back(case, facts)


def _given_back(case: Case, facts: Facts) -> Case:
    """By the unit that holds it; counted, so that a ping-pong ends with a ruling."""
    _must_be_ruled(case)
    if case.ruled:
        raise move_refused(
            "no return after a ruling",
            "A superior has ruled that this unit handles it; it cannot be returned again.",
            "Atasan telah memutuskan unit penangan; pengaduan tidak dapat dikembalikan lagi.",
        )
    if case.handlings_open:
        raise _handlings_open()
    returner = case.unit_path
    after = put(case, facts)
    returns = case.returns + 1
    return replace(
        after,
        status=Status.RECEIVED if after.unit_path == ROOT else Status.DISPOSED,
        returns=returns,
        returned_by=(*case.returned_by, returner),
        ruling_required=len(case.returned_by) + 1 >= RETURNS_BEFORE_RULING,
    )


def _rule(case: Case, facts: Facts) -> Case:
    if not (case.ruling_required or case.ruled):
        raise move_refused(
            "a ruling ends a ping-pong",
            "Nothing to rule on: the complaint was not returned twice.",
            "Belum perlu putusan: pengaduan belum dua kali dikembalikan.",
        )
    after = put(case, facts)
    if after.unit_path == ROOT:
        raise move_refused("a ruling names a unit", "Name the unit.", "Sebutkan unit penangan.", field="unit")
    return replace(after, ruled=True, ruling_required=False)


def _handlings_open() -> Refusal:
    return move_refused(
        "one lead answers when all have answered",
        "Other units have not finished their handling.",
        "Unit lain belum menyelesaikan penanganannya.",
    )


def _outcome(case: Case, facts: Facts) -> Case:
    if facts.outcome is None:
        raise bad_input("outcome", "Say what came of it.", "Hasil penanganan wajib diisi.")
    return replace(case, outcome=facts.outcome, answered_at=facts.now)


def _answer(case: Case, facts: Facts) -> Case:
    if case.handlings_open:
        raise _handlings_open()
    if case.merged_into is not None:
        raise move_refused(
            "a merged complaint is answered with its parent",
            "Answer the parent complaint; every reporter gets the answer.",
            "Jawab kasus induknya; semua pelapor menerima jawaban yang sama.",
        )
    return _outcome(case, facts)


def _answer_directly(case: Case, facts: Facts) -> Case:
    if case.kind not in ANSWERED_DIRECTLY:
        raise move_refused(
            "only aspirasi and information are answered directly",
            "A pengaduan must be disposed to a unit.",
            "Pengaduan harus didisposisikan ke unit; hanya aspirasi dan permintaan informasi dijawab langsung.",
        )
    return replace(_outcome(case, facts), published=_publishable(case))


def _share_answer(case: Case, facts: Facts) -> Case:
    if case.merged_into is None:
        raise move_refused("only merged complaints share", "It is not merged.", "Bukan bagian kasus induk.")
    return _outcome(case, facts)


def _merge(case: Case, facts: Facts) -> Case:
    _must_be_ruled(case)
    if case.merged_into is not None or case.handlings_open:
        raise move_refused(
            "merge once",
            "It is merged already or other units handle it.",
            "Pengaduan sudah digabung atau sedang ditangani unit lain.",
        )
    return replace(_given(put(case, facts), facts), status=Status.IN_PROGRESS)


def _unmerge(case: Case, facts: Facts) -> Case:
    if case.merged_into is None:
        raise move_refused("only merged complaints part", "It is not merged.", "Bukan bagian kasus induk.")
    # a unit that takes a complaint out of its parent gives it back: else two moves would make an uncounted return
    parted = put(case, facts) if facts.actor_path == ROOT else _given_back(case, facts)
    return replace(parted, merged_into=None, status=Status.RECEIVED)


def _object(case: Case, _: Facts) -> Case:
    return replace(
        case,
        objections=case.objections + 1,
        merged_into=None,
        outcome=None,
        answered_at=None,
    )


def _closed(case: Case, facts: Facts, closer: Closer) -> Case:
    return replace(case, closed_by=closer, closed_at=facts.now)


def _replied(case: Case, _: Facts) -> Case:
    return replace(case, merged_into=None, outcome=None, answered_at=None)


def _lapsed(case: Case, facts: Facts) -> Case:
    if case.due_at is None or facts.now <= case.due_at:
        raise move_refused("only after the deadline", "Its time has not run out.", "Tenggat belum lewat.")
    return case


def _hand_over(case: Case, facts: Facts) -> Case:
    if case.handed_over:
        raise move_refused("hand over once", "It is handed over already.", "Sudah diteruskan.")
    return replace(_step(case, facts, Act.HAND_OVER), handed_over=True)


def _step(case: Case, facts: Facts, act: Act) -> Case:
    if facts.step is None or facts.step.act is not act:
        raise move_refused("the next step when it is due", "Nothing like that is due.", "Belum ada yang jatuh tempo.")
    return case


def _close(case: Case, facts: Facts) -> Case:
    if facts.actor_path in case.returned_by:
        raise move_refused(
            "who returned a case cannot close it",
            "Your unit returned this complaint and cannot close it.",
            "Unit yang mengembalikan pengaduan tidak dapat menutupnya.",
        )
    if case.objections and case.outcome is Outcome.NOT_OUR_AUTHORITY:
        raise move_refused(
            "an objection is answered before closing",
            "The reporter objected; answer the substance first.",
            "Pelapor menyatakan keberatan; jawab substansinya terlebih dahulu.",
        )
    return _closed(case, facts, Closer.ADMIN)


def _reopen(case: Case, facts: Facts) -> Case:
    if case.closed_at is None or facts.now > case.closed_at + REOPEN_WINDOW:
        raise move_refused(
            "reopen within 30 days",
            "The time to reopen has passed; file a new complaint and name this one.",
            "Batas waktu membuka kembali sudah lewat; sampaikan pengaduan baru dan sebutkan pengaduan ini.",
        )
    return replace(
        case,
        reopenings=case.reopenings + 1,
        merged_into=None,
        closed_at=None,
        closed_by=None,
        outcome=None,
        answered_at=None,
        rating=None,
    )


def _rate(case: Case, facts: Facts) -> Case:
    if facts.rating not in RATINGS:
        raise bad_input("rating", "Between 1 and 5.", "Nilai antara 1 dan 5.")
    if case.rating is not None:
        raise move_refused("rate once", "It is rated already.", "Penilaian sudah diberikan.")
    return replace(case, rating=facts.rating)


def _restore(case: Case, facts: Facts) -> Case:
    return replace(put(case, facts), verified=False, closed_at=None, closed_by=None)


def _archive(case: Case, facts: Facts, closer: Closer = Closer.ADMIN) -> Case:
    return replace(_closed(case, facts, closer), published=False)


def _publish(case: Case, _: Facts) -> Case:
    if not _publishable(case):
        raise move_refused(
            "secret and berkadar pengawasan stay unpublished",
            "A secret complaint or one about abuse of authority is not published.",
            "Pengaduan rahasia atau berkadar pengawasan tidak dipublikasikan.",
        )
    return replace(case, published=True)


def _add_handling(case: Case, _: Facts) -> Case:
    _must_stand_alone(case)
    return replace(case, handlings_open=case.handlings_open + 1)


def _end_handling(case: Case, _: Facts) -> Case:
    return replace(case, handlings_open=case.handlings_open - 1)


CONSEQUENCES: Mapping[Move, Consequence] = {
    Move.VERIFY: _verify,
    Move.CLASSIFY: _given,
    Move.FLAG: _flags,
    Move.TRANSFER: _transfer,
    Move.RETURN_TO_NATION: _return_to_nation,
    Move.DISPOSE: _dispose,
    Move.REFER: _refer,
    Move.ANSWER_DIRECTLY: _answer_directly,
    Move.ARCHIVE: _archive,
    Move.LAPSE_COMPLETION: lambda case, facts: _archive(_lapsed(case, facts), facts, Closer.SYSTEM),
    Move.RESTORE: _restore,
    Move.ANSWER: _answer,
    Move.RETURN: _return,
    Move.RULE: _rule,
    Move.REQUEST_EXTENSION: asked,
    Move.EXTEND: granted,
    Move.REFUSE_EXTENSION: decided,
    Move.ADD_HANDLING: _add_handling,
    Move.ANSWER_HANDLING: _end_handling,
    Move.RETURN_HANDLING: _end_handling,
    Move.MERGE: _merge,
    Move.SHARE_ANSWER: _share_answer,
    Move.UNMERGE: _unmerge,
    Move.ACCEPT: lambda case, facts: _closed(case, facts, Closer.REPORTER),
    Move.OBJECT: _object,
    Move.CLOSE: _close,
    Move.LAPSE_REACTION: lambda case, facts: _closed(_lapsed(case, facts), facts, Closer.SYSTEM),
    Move.REOPEN: _reopen,
    Move.RATE: _rate,
    Move.PUBLISH: _publish,
    Move.UNPUBLISH: lambda case, _: replace(case, published=False),
    Move.RAISE_DESK: _given,
    Move.LOWER_DESK: _given,
    Move.REPLY: _replied,
    Move.WARN: lambda case, facts: _step(case, facts, Act.WARN),
    Move.ESCALATE: lambda case, facts: _step(case, facts, Act.ESCALATE),
    Move.HAND_OVER: _hand_over,
    Move.OMBUDSMAN_DECISION: recorded,
    Move.IMPORT_CHANGE: followed,
}
