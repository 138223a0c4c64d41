"""The whole interface: what the subjects contribute, put together. Nothing is decided here."""

from graph.attachments.mutations import AttachmentMutations
from graph.attachments.queries import attachment_nodes
from graph.complaints.queries import ComplaintQueries, complaint_nodes
from graph.complaints.subscriptions import ComplaintSubscriptions
from graph.complaints.types import Complaint
from graph.dispositions.mutations import DispositionMutations
from graph.dispositions.queries import DispositionQueries, transfer_nodes
from graph.intake.mutations import IntakeMutations
from graph.nodes import node_queries
from graph.reporting.mutations import ReportingMutations
from graph.responses.mutations import ResponseMutations
from graph.schema_base import TuntasSchema, merged
from graph.system.mutations import SystemMutations
from graph.verification.mutations import VerificationMutations
from policies.permissions import Permission

_FETCHERS = {
    "Attachment": attachment_nodes,
    "Complaint": complaint_nodes,
    "Transfer": transfer_nodes,
}
Query = merged(
    "Query",
    "What can be read.",
    ComplaintQueries,
    DispositionQueries,
    node_queries(Permission.NODE_READ, _FETCHERS),
)
Mutation = merged(
    "Mutation",
    "What can be changed: each in one transaction, once for its client key.",
    IntakeMutations,
    VerificationMutations,
    DispositionMutations,
    ResponseMutations,
    ReportingMutations,
    SystemMutations,
    AttachmentMutations,
)
Subscription = merged("Subscription", "What can be watched.", ComplaintSubscriptions)
schema = TuntasSchema(Query, Mutation, Subscription, types=(Complaint,))

