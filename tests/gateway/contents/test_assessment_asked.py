"""One question serves all three documents of an assessment."""

from graphql import parse

from gateway.contents.assessment_asked import QUERY


def test_it_can_be_parsed_and_has_no_marks_left() -> None:
    assert len(parse(QUERY).definitions) == 1
    assert "<" not in QUERY
