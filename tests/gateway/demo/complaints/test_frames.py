import pytest

from gateway.demo.complaints.frames import LOWEST, Frame, frames, frames_for, stray
from rules.vocabulary import ArchiveReason, Kind
from tests.gateway.demo.crowd import BATAM, BINTAN, KARIMUN, demo_offices

PARTS = ("titles", "detail", "effect", "ask", "progress", "solved")


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.id)
def test_every_problem_has_something_to_say_in_every_part(frame: Frame) -> None:
    assert len(frame.topics) == len(frame.subjects) == len(frame.problems)
    for problem in range(1, len(frame.problems) + 1):
        for part in PARTS:
            assert frame.lines(getattr(frame, part), problem), (part, problem)
        assert any(frame.lines(frame.titles, problem))
        assert all(frame.lines(frame.ask, problem))


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.id)
def test_tags_name_problems_that_exist_and_sentences_are_sentences(frame: Frame) -> None:
    numbers = set(range(1, len(frame.problems) + 1))
    for part in PARTS:
        for line in getattr(frame, part):
            assert line.problems <= numbers
            assert part == "titles" or not line.text or line.text[-1] in ".?!]"
    assert all(text[-1] in ".?]" for text in frame.problems)


def test_every_kind_and_level_is_there_and_names_are_unique() -> None:
    assert {frame.kind for frame in frames()} == set(Kind)
    assert {frame.level for frame in frames()} == {"regency", "province", "any", "nation", "stray"}
    assert len({frame.id for frame in frames()}) == len(frames()) >= 60


@pytest.mark.parametrize("code", ["00", "19", "21", BINTAN, BATAM, KARIMUN])
def test_a_pemda_is_only_asked_about_its_own_business(code: str) -> None:
    office = demo_offices()[code]
    fitting = frames_for(office)
    assert len(fitting) >= 4
    assert {frame.kind for frame in fitting} >= set(Kind) - {Kind.PENGADUAN_BERKADAR}
    for frame in fitting:
        assert frame.serves in LOWEST or office.serving(frame.serves)
        assert (frame.level == "nation") == (code == "00")


def test_what_is_archived_for_its_content_has_such_content() -> None:
    found = {reason for reason in ArchiveReason if stray(reason)}
    assert found == {
        ArchiveReason.OUT_OF_SCOPE,
        ArchiveReason.MISADDRESSED,
        ArchiveReason.TOO_GENERAL,
        ArchiveReason.ABUSIVE,
    }
    office = demo_offices()[BATAM]
    assert not {stray(reason) for reason in found} & set(frames_for(office))
