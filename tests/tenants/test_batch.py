"""Answers stand in the order of the keys, whatever order the rows come in."""

from uuid import uuid4

from tenants.batch import many_per_key, one_per_key, pairs


def test_each_key_gets_its_row_or_none() -> None:
    assert one_per_key([3, 1, 3, 2], ["a1", "a3"], lambda row: int(row[1])) == ["a3", "a1", "a3", None]


def test_each_key_gets_its_rows_in_their_order() -> None:
    rows = ["b1", "a1", "c2"]
    assert many_per_key([2, 3, 1, 1], rows, lambda row: int(row[1])) == [["c2"], [], ["b1", "a1"], ["b1", "a1"]]


def test_keys_become_parameters_once_each() -> None:
    one, two = uuid4(), uuid4()
    assert pairs([(1, one), (2, two), (1, one)]) == {"tenants": [1, 2], "values": [one, two]}
