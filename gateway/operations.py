"""Which operation of a document is meant, and does this transport take operations of its kind?"""

from collections.abc import Collection, Sequence
from typing import Final

from graphql import GraphQLError, OperationDefinitionNode, OperationType

from gateway.transport_errors import method_not_allowed, stream_needed

QUERIES: Final = frozenset({OperationType.QUERY})
ANSWERED_ONCE: Final = frozenset({OperationType.QUERY, OperationType.MUTATION})
HARMLESS: Final = frozenset({OperationType.QUERY, OperationType.SUBSCRIPTION})
EVERYTHING: Final = frozenset(OperationType)


def meant(operations: Sequence[OperationDefinitionNode], name: str | None) -> OperationDefinitionNode:
    """GetOperation of the specification: without a name there must be exactly one; strawberry would take the first.

    Raises GraphQLError when it cannot be determined.
    """
    if name is not None:
        for operation in operations:
            if operation.name is not None and operation.name.value == name:
                return operation
        raise _undetermined("No operation has this operationName.", "Tidak ada operasi dengan operationName ini.")
    if not operations:
        raise _undetermined("The document has no operation.", "Dokumen tidak memuat operasi.")
    if len(operations) > 1:
        raise _undetermined(
            "Must provide operation name if query contains multiple operations.",
            "operationName wajib diisi bila dokumen memuat beberapa operasi.",
        )
    return operations[0]


def check_kind(operation: OperationDefinitionNode, allowed: Collection[OperationType]) -> None:
    """Refuses a mutation by GET (405), and a subscription without a stream (406)."""
    if operation.operation in allowed:
        return
    if operation.operation is OperationType.SUBSCRIPTION:
        raise stream_needed()
    raise method_not_allowed(b"POST", "A mutation goes by POST.", "Mutasi harus lewat POST.")


def _undetermined(en: str, id: str) -> GraphQLError:
    return GraphQLError(en, extensions={"code": "OPERATION_RESOLUTION_FAILURE", "messageId": id})
