"""No number of an application is ever one of LAPOR!."""

from hypothesis import given
from hypothesis import strategies as st

from rules.outside_numbers import of_application, of_lapor


@given(st.text(max_size=40), st.text(max_size=40))
def test_they_never_meet(one: str, other: str) -> None:
    assert of_lapor(one) != of_application(other)
    assert (of_lapor(one) == of_lapor(other)) is (of_application(one) == of_application(other)) is (one == other)


def test_not_even_when_an_application_tries() -> None:
    assert of_application("lapor:6340753") != of_lapor("6340753")
