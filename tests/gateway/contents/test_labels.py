"""Every word of a complaint has its Indonesian one."""

from gateway.contents.labels import CHANNELS, KINDS, OUTCOMES
from rules.vocabulary import Channel, Kind, Outcome


def test_nothing_is_left_without_a_word() -> None:
    assert set(KINDS) == set(Kind)
    assert set(CHANNELS) == set(Channel)
    assert set(OUTCOMES) == {*Outcome, ""}
