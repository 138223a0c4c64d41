import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.email_addresses import LONGEST, email_of
from rules.errors import BAD_USER_INPUT, Refusal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("warga@tuntas.test", "warga@tuntas.test"),
        ("  Dinkes.Bintan@Tuntas.Test\n", "dinkes.bintan@tuntas.test"),
        ("a+b@c.go.id", "a+b@c.go.id"),
    ],
)
def test_one_person_has_one_address(typed: str, kept: str) -> None:
    assert email_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "warga", "@tuntas.test", "warga@", "warga@tuntas", "a b@c.id", "a@b@c.id", "a@b.c", "a@b,c.id", "<a@b.id>",
     '"a"@b.id', "a@b.id\nb@c.id", "a@" + "b" * 260 + ".id", "a" * 65 + "@b.id"],
)  # fmt: skip
def test_what_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        email_of(typed)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "email")


@given(st.emails())
def test_the_kept_form_is_final(email: str) -> None:
    try:
        kept = email_of(email)
    except Refusal:
        return
    assert email_of(kept) == kept
    assert len(kept) <= LONGEST
