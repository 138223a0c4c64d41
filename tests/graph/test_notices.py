from dataclasses import FrozenInstanceError, fields

import pytest

from graph.notices import Notice


def test_a_notice_says_where_and_which_and_nothing_of_its_content() -> None:
    names = {field.name for field in fields(Notice)}
    assert names == {"tenant", "desk_path", "left", "complaint", "move", "version"}


def test_it_is_shared_by_many_and_changed_by_none() -> None:
    notice = Notice(2101, "0001", None, None, None, None)
    with pytest.raises(FrozenInstanceError):
        notice.tenant = 2102  # type: ignore[misc]
