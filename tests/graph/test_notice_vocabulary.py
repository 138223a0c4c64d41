"""Every kind, channel, hour of quiet and state is published with its Indonesian term."""

from enum import StrEnum

import pytest
from graphql import GraphQLEnumType

from graph.notice_vocabulary import NoticeChannel, NoticeKind, Quiet, SendingState
from graph.schema import schema
from rules.notices import LABELS


@pytest.mark.parametrize("members", [NoticeChannel, NoticeKind, Quiet, SendingState])
def test_it_is_published_whole(members: type[StrEnum]) -> None:
    published = schema._schema.get_type(members.__name__)
    assert isinstance(published, GraphQLEnumType)
    assert set(published.values) == {member.value for member in members}
    assert all(value.description and value.description.endswith(").") for value in published.values.values())


def test_kinds_are_called_in_the_interface_as_in_letters() -> None:
    published = schema._schema.get_type("NoticeKind")
    assert isinstance(published, GraphQLEnumType)
    assert all(LABELS[NoticeKind(name)] in str(value.description) for name, value in published.values.items())
