"""What every move carries is bounded everywhere it is inherited: the key, the files, the reason."""

import pytest
from graphql import GraphQLInputObjectType

from graph.dispositions.inputs import DisposeComplaintInput
from graph.inputs import RULE
from graph.move_input import ComplaintMoveInput, FilesInput, OnceInput, reason_text
from graph.reporting.inputs import ObjectToAnswerInput
from graph.scalars import Several, Text
from graph.schema import schema


def rules_of(cls: type) -> dict[str, object]:
    fields = cls.__strawberry_definition__.fields  # type: ignore[attr-defined]
    return {field.python_name: field.metadata.get(RULE) for field in fields}


@pytest.mark.parametrize("cls", [OnceInput, ComplaintMoveInput, FilesInput, DisposeComplaintInput, ObjectToAnswerInput])
def test_a_client_key_is_long_enough_to_be_random(cls: type) -> None:
    assert rules_of(cls)["client_key"] == Text(8, 64)


def test_files_are_few() -> None:
    assert rules_of(FilesInput)["attachments"] == rules_of(ObjectToAnswerInput)["attachments"]
    assert rules_of(FilesInput)["attachments"] == Several(10, Text(1, 200))


def test_a_reason_says_something_and_keeps_its_lines() -> None:
    assert reason_text("Why.").metadata[RULE] == Text(5, 2_000, lines=True)  # type: ignore[attr-defined]
    assert reason_text("Why.", at_least=10).metadata[RULE] == Text(10, 2_000, lines=True)  # type: ignore[attr-defined]


OF_THE_WORKER = {
    "OfPemdaInput", "TakeDeliveryInput", "SettleDeliveryInput", "OfDocumentInput", "DocumentProgressInput",
    "FinishDocumentInput", "FailDocumentInput", "KeepDocumentPartInput", "ClearDocumentInput",
    "CountChangesInput",
}  # fmt: skip
"""Looks at what waits: asked again they find what is left, so a key would only fill the memory of keys."""


def test_whatever_moves_a_complaint_says_which_version_it_saw() -> None:
    mutations = schema._schema.mutation_type
    assert mutations is not None
    moves = 0
    for field in mutations.fields.values():
        given = field.args["input"].type.of_type
        assert isinstance(given, GraphQLInputObjectType)
        if given.name in OF_THE_WORKER or given.name == "ImportLaporInput":  # once for each tracking ID
            continue
        assert str(given.fields["clientKey"].type) == "String!"
        if "complaint" in given.fields and str(given.fields["complaint"].type) == "ID!":
            moves += 1
            says = "event" if given.name == "MakePacketInput" else "version"  # the packet of one event, which stays
            assert str(given.fields[says].type) == "Int!"
    assert moves > 30
