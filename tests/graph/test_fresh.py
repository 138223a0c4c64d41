"""Ids sort by the time they were made, codes cannot be guessed."""

from datetime import UTC, datetime, timedelta

from graph.fresh import fresh_code, fresh_id
from rules.tracking_codes import CODE_LENGTH, parse_code

NOW = datetime(2026, 3, 4, 2, 0, 0, 123456, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7_with_its_time() -> None:
    for _ in range(200):
        made = fresh_id(NOW)
        assert (made.version, made.variant) == (7, "specified in RFC 4122")
        assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_later_ids_sort_later() -> None:
    moments = [NOW + timedelta(milliseconds=number) for number in range(50)]
    ids = [fresh_id(moment) for moment in moments]
    assert sorted(ids) == ids


def test_all_other_bits_are_random() -> None:
    ids = [fresh_id(NOW).int for _ in range(400)]
    ones = zeros = 0
    for made in ids:
        ones |= made
        zeros |= ~made
    fixed = [bit for bit in range(80) if not (ones >> bit & 1 and zeros >> bit & 1)]
    assert fixed == [62, 63, 76, 77, 78, 79]  # the variant and the version
    assert len(set(ids)) == 400


def test_codes_are_as_citizens_type_them_and_differ() -> None:
    codes = {fresh_code() for _ in range(400)}
    assert len(codes) == 400
    assert all(len(code) == CODE_LENGTH and parse_code(code) == code for code in codes)
    assert len({code[place] for code in codes for place in (0,)}) > 20
