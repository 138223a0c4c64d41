from rules import errors
from rules.errors import Refusal, bad_input, move_refused, not_found


def test_a_refusal_speaks_both_languages_and_names_what_decided() -> None:
    refusal = Refusal("CODE", "No.", "Tidak.", field="unit", rule="admin 7")
    assert (str(refusal), refusal.code, refusal.en, refusal.id) == ("No.", "CODE", "No.", "Tidak.")
    assert (refusal.field, refusal.rule) == ("unit", "admin 7")


def test_the_three_ways_to_refuse() -> None:
    assert (bad_input("title", "a", "b", rule="r").code, bad_input("title", "a", "b").field) == (
        "BAD_USER_INPUT",
        "title",
    )
    assert (not_found().code, not_found().en, not_found().rule) == ("NOT_FOUND", "No such object.", None)
    refused = move_refused("the rule", "a", "b", field="unit")
    assert (refused.code, refused.rule, refused.field) == ("MOVE_REFUSED", "the rule", "unit")


def test_a_code_is_spelt_as_it_is_named() -> None:
    codes = {name: value for name, value in vars(errors).items() if name.isupper()}
    assert all(name == value for name, value in codes.items())
    assert len(codes) >= 8
