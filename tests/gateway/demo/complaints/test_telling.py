from datetime import timedelta

from gateway.demo.complaints.courses import BY_HAND
from gateway.demo.complaints.workdays import timetable
from gateway.demo.places import regions
from rules.complaint_states import Move
from rules.redaction import redact
from rules.time_zones import WIB
from rules.verification import CheckResult
from rules.vocabulary import Channel, Kind
from tests.gateway.demo.crowd import UNTIL, crowd


def test_points_lie_in_the_box_of_the_region() -> None:
    shown = 0
    for story in crowd():
        assert (story.latitude is None) == (story.longitude is None)
        if story.latitude is not None and story.longitude is not None:
            shown += 1
            assert regions()[story.region].box.covers(story.latitude, story.longitude)
    assert shown / len(crowd()) > 0.7


def test_what_happened_comes_before_it_is_reported_and_nothing_after_now() -> None:
    for story in crowd():
        times = [step.at for step in story.steps]
        assert times == sorted(times)
        assert story.received_at <= times[0]
        assert times[-1] <= UNTIL
        assert story.incident <= story.received_at.astimezone(WIB).date()
        assert story.received_at.date() - story.incident <= timedelta(days=60)
        assert timetable(WIB).is_working_day(story.incident)
        assert all(at.utcoffset() == timedelta(0) for at in times)


def test_what_is_typed_in_was_received_before_it_was_entered() -> None:
    for story in crowd():
        entered = story.steps[0].at
        assert (story.received_at < entered) == (story.channel in BY_HAND)
        if story.channel is Channel.LETTER:
            assert entered - story.received_at >= timedelta(days=1)


def test_the_reporter_could_have_used_the_channel() -> None:
    for story in crowd():
        assert story.channel is not Channel.EMAIL or story.reporter.email
        assert story.channel not in (Channel.SMS_1708, Channel.WHATSAPP) or story.reporter.phone


def test_a_verification_ticks_every_check() -> None:
    for story in crowd():
        for step in story.steps:
            assert (step.verification is not None) == (step.move is Move.VERIFY)
            if step.verification and step.verification.passed:
                assert step.verification.subject
                assert step.verification.object
                free = story.kind in (Kind.ASPIRASI, Kind.PERMINTAAN_INFORMASI)
                assert (step.verification.evidence is CheckResult.NOT_NEEDED) == free


def test_an_edited_text_hides_numbers() -> None:
    edits = [step for story in crowd() for step in story.steps if step.move is Move.EDIT_TEXT]
    assert len(edits) > 50
    assert all(step.title and step.body and step.body == redact(step.body) for step in edits)


def test_places_are_real_and_named_down_to_the_village() -> None:
    for story in crowd():
        assert story.village.startswith(("Kelurahan ", "Desa "))
        assert story.village in story.place
        assert story.kecamatan in story.place
        assert regions()[story.region].name in story.place
