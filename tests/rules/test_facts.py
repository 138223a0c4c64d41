from rules.facts import AT_INSTANSI, Facts
from rules.unit_paths import ROOT
from tests.rules.walks import NOW, TIMETABLE


def test_the_instansi_itself_is_no_unit() -> None:
    assert (AT_INSTANSI.unit_id, AT_INSTANSI.unit_path, AT_INSTANSI.desk_id, AT_INSTANSI.desk_path) == (
        None, ROOT, None, ROOT,
    )  # fmt: skip


def test_nothing_is_said_that_was_not_said() -> None:
    silent = Facts(now=NOW, timetable=TIMETABLE)
    assert (silent.place, silent.outcome, silent.passed, silent.days, silent.rating) == (None, None, False, 0, 0)
    assert dict(silent.set) == {}
