"""The whole interface: what the subjects contribute, put together. Nothing is decided here."""

from typing import Final

from graph.access.mutations import AccessMutations
from graph.access.queries import FETCHERS as ACCESS
from graph.access.queries import AccessQueries
from graph.action_plans.mutations import ActionPlanMutations
from graph.action_plans.queries import FETCHERS as ACTION_PLANS
from graph.action_plans.queries import ActionPlanQueries
from graph.appointments.mutations import AppointmentMutations
from graph.appointments.queries import FETCHERS as APPOINTMENTS
from graph.appointments.queries import AppointmentQueries
from graph.assessment_sheets.mutations import AssessmentSheetMutations
from graph.assessments.mutations import AssessmentMutations
from graph.assessments.queries import FETCHERS as ASSESSMENTS
from graph.assessments.queries import AssessmentQueries
from graph.attachments.mutations import AttachmentMutations
from graph.attachments.queries import attachment_nodes
from graph.calendars.mutations import CalendarMutations
from graph.calendars.queries import CalendarQueries
from graph.complaints.queries import ComplaintQueries, complaint_nodes
from graph.complaints.subscriptions import ComplaintSubscriptions
from graph.complaints.types import Complaint
from graph.counting.mutations import CountingMutations
from graph.counting.queries import CountingQueries
from graph.dispositions.mutations import DispositionMutations
from graph.dispositions.queries import DispositionQueries, transfer_nodes
from graph.documents.mutations import DocumentMutations
from graph.documents.queries import FETCHERS as DOCUMENTS
from graph.documents.queries import DocumentQueries
from graph.exchange.mutations import ExchangeMutations
from graph.exchange.queries import ExchangeQueries
from graph.intake.mutations import IntakeMutations
from graph.nodes import Fetcher, node_queries
from graph.notifications.mutations import NotificationMutations
from graph.notifications.queries import FETCHERS as NOTIFICATIONS
from graph.notifications.queries import NotificationQueries
from graph.notifications.subscriptions import NotificationSubscriptions
from graph.packets.mutations import PacketMutations
from graph.packets.queries import PacketQueries, packet_nodes
from graph.pemda.queries import FETCHERS as PEMDA
from graph.pemda.queries import PemdaQueries
from graph.people.mutations import PeopleMutations
from graph.people.queries import FETCHERS as PEOPLE
from graph.people.queries import PeopleQueries
from graph.realisation.mutations import RealisationMutations
from graph.realisation.queries import FETCHERS as REALISATION
from graph.realisation.queries import RealisationQueries
from graph.records.queries import FETCHERS as RECORDS
from graph.reporting.mutations import ReportingMutations
from graph.responses.mutations import ResponseMutations
from graph.schema_base import TuntasSchema, merged
from graph.statistics.queries import StatisticsQueries
from graph.system.mutations import SystemMutations
from graph.system.queries import SystemQueries
from graph.teams.mutations import TeamMutations
from graph.teams.queries import FETCHERS as TEAMS
from graph.teams.queries import TeamQueries
from graph.topics.mutations import TopicMutations
from graph.topics.queries import FETCHERS as TOPICS
from graph.topics.queries import TopicQueries
from graph.tracking.queries import TrackingQueries
from graph.trainings.mutations import TrainingMutations
from graph.trainings.queries import FETCHERS as TRAININGS
from graph.trainings.queries import TrainingQueries
from graph.verification.mutations import VerificationMutations
from graph.webhooks.mutations import WebhookMutations
from graph.webhooks.queries import FETCHERS as WEBHOOKS
from graph.webhooks.queries import WebhookQueries
from policies.permissions import Permission

_FETCHERS: Final[dict[str, Fetcher]] = {
    "Attachment": attachment_nodes,
    "Complaint": complaint_nodes,
    "Packet": packet_nodes,
    "Transfer": transfer_nodes,
    **ACCESS,
    **ACTION_PLANS,
    **APPOINTMENTS,
    **DOCUMENTS,
    **ASSESSMENTS,
    **NOTIFICATIONS,
    **PEMDA,
    **PEOPLE,
    **REALISATION,
    **RECORDS,
    **TEAMS,
    **TOPICS,
    **TRAININGS,
    **WEBHOOKS,
}
Query = merged(
    "Query",
    "What can be read.",
    ComplaintQueries,
    DispositionQueries,
    PacketQueries,
    PeopleQueries,
    AppointmentQueries,
    TeamQueries,
    AccessQueries,
    TopicQueries,
    CalendarQueries,
    PemdaQueries,
    TrackingQueries,
    SystemQueries,
    CountingQueries,
    WebhookQueries,
    NotificationQueries,
    DocumentQueries,
    ExchangeQueries,
    AssessmentQueries,
    TrainingQueries,
    ActionPlanQueries,
    RealisationQueries,
    StatisticsQueries,
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
    CountingMutations,
    PacketMutations,
    AttachmentMutations,
    PeopleMutations,
    AppointmentMutations,
    TeamMutations,
    AccessMutations,
    TopicMutations,
    WebhookMutations,
    CalendarMutations,
    NotificationMutations,
    DocumentMutations,
    ExchangeMutations,
    AssessmentMutations,
    AssessmentSheetMutations,
    TrainingMutations,
    ActionPlanMutations,
    RealisationMutations,
)
Subscription = merged("Subscription", "What can be watched.", ComplaintSubscriptions, NotificationSubscriptions)
schema = TuntasSchema(Query, Mutation, Subscription, types=(Complaint,))
