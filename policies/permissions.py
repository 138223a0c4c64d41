"""What can be permitted: one word pair "object:action" for everything that a principal may do or see."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rules.complaint_states import Move
from rules.documents import PERSONAL, DocumentKind
from rules.packets import PacketKind


class Permission(StrEnum):
    """An action on a kind of object. The part before the colon names the object that decides, see `policy.csv`."""

    # The complaint: reading. `read` is being able to see that it is there, in its public text; each deeper look is
    # its own permission.
    COMPLAINT_READ = "complaint:read"
    COMPLAINT_SEARCH = "complaint:search"
    COMPLAINT_TRACK = "complaint:track"
    COMPLAINT_READ_CASE = "complaint:read_case"
    COMPLAINT_READ_INTERNAL = "complaint:read_internal"
    COMPLAINT_READ_REPORTER = "complaint:read_reporter"
    # The complaint: moves, in the order of the state table.
    COMPLAINT_SUBMIT = "complaint:submit"
    COMPLAINT_ENTER = "complaint:enter"
    COMPLAINT_IMPORT = "complaint:import"
    COMPLAINT_IMPORT_CHANGE = "complaint:import_change"
    COMPLAINT_VERIFY = "complaint:verify"
    COMPLAINT_CLASSIFY = "complaint:classify"
    COMPLAINT_FLAG = "complaint:flag"
    COMPLAINT_REQUEST_COMPLETION = "complaint:request_completion"
    COMPLAINT_SUPPLEMENT = "complaint:supplement"
    COMPLAINT_LAPSE = "complaint:lapse"
    COMPLAINT_TRANSFER = "complaint:transfer"
    COMPLAINT_RETURN_TO_NATION = "complaint:return_to_nation"
    COMPLAINT_DISPOSE = "complaint:dispose"
    COMPLAINT_REFER = "complaint:refer"
    COMPLAINT_ANSWER_DIRECTLY = "complaint:answer_directly"
    COMPLAINT_ARCHIVE = "complaint:archive"
    COMPLAINT_RESTORE = "complaint:restore"
    COMPLAINT_RESPOND = "complaint:respond"
    COMPLAINT_RETURN = "complaint:return"
    COMPLAINT_RULE = "complaint:rule"
    COMPLAINT_EXTEND = "complaint:extend"
    COMPLAINT_DECIDE_EXTENSION = "complaint:decide_extension"
    COMPLAINT_TEMBUSAN = "complaint:tembusan"
    COMPLAINT_ADD_HANDLING = "complaint:add_handling"
    COMPLAINT_MERGE = "complaint:merge"
    COMPLAINT_ACCEPT = "complaint:accept"
    COMPLAINT_OBJECT = "complaint:object"
    COMPLAINT_CLOSE = "complaint:close"
    COMPLAINT_REOPEN = "complaint:reopen"
    COMPLAINT_RATE = "complaint:rate"
    COMPLAINT_COMMENT = "complaint:comment"
    COMPLAINT_CONSENT = "complaint:consent"
    COMPLAINT_NOTE = "complaint:note"
    COMPLAINT_DRAFT = "complaint:draft"
    COMPLAINT_EDIT_TEXT = "complaint:edit_text"
    COMPLAINT_PUBLISH = "complaint:publish"
    COMPLAINT_OPEN_IDENTITY = "complaint:open_identity"
    COMPLAINT_MOVE_DESK = "complaint:move_desk"
    COMPLAINT_REMIND = "complaint:remind"
    COMPLAINT_HAND_OVER = "complaint:hand_over"
    COMPLAINT_RECORD_DECISION = "complaint:record_decision"
    # What hangs on a complaint. Events, attachments and openings of an identity are decided on their complaint.
    HANDLING_READ = "handling:read"
    HANDLING_RESPOND = "handling:respond"
    HANDLING_RETURN = "handling:return"
    EVENT_READ = "event:read"
    ATTACHMENT_READ = "attachment:read"
    ATTACHMENT_ADD = "attachment:add"
    IDENTITY_ACCESS_READ = "identity_access:read"
    TRANSFER_READ = "transfer:read"
    # Packets: read and made as far as their complaint allows; whether one was issued, everybody may ask.
    PACKET_READ = "packet:read"
    PACKET_READ_APIP = "packet:read_apip"
    PACKET_MAKE = "packet:make"
    PACKET_CHECK = "packet:check"
    # Documents: those with a row for every complaint are for whoever asked for them.
    DOCUMENT_READ = "document:read"
    DOCUMENT_READ_EXPORT = "document:read_export"
    DOCUMENT_REQUEST = "document:request"
    DOCUMENT_EXPORT = "document:export"
    DOCUMENT_MAKE = "document:make"
    LETTERHEAD_READ = "letterhead:read"
    LETTERHEAD_MANAGE = "letterhead:manage"
    REPORT_READ = "report:read"
    # Statistics: sums of regions, and within one pemda whatever can be divided or narrowed further.
    STATISTICS_READ = "statistics:read"
    STATISTICS_DIVIDE = "statistics:divide"
    STATISTICS_COUNT = "statistics:count"
    # Registry and topics
    PEMDA_READ = "pemda:read"
    PEMDA_ENROL = "pemda:enrol"
    TOPIC_READ = "topic:read"
    TOPIC_MANAGE = "topic:manage"
    # Calendars and limits
    TIMETABLE_READ = "timetable:read"
    TIMETABLE_MANAGE = "timetable:manage"
    # Action plans: read and moved on by the step that is under way; what units report is decided on their own rows.
    ACTION_PLAN_READ = "action_plan:read"
    ACTION_PLAN_DRAFT = "action_plan:draft"
    ACTION_PLAN_APPROVE = "action_plan:approve"
    ACTION_PLAN_ENACT = "action_plan:enact"
    ACTION_PLAN_RETURN = "action_plan:return"
    ACTION_PLAN_REVISE = "action_plan:revise"
    ACTION_PLAN_MONITOR = "action_plan:monitor"
    ACTION_PLAN_ISSUE = "action_plan:issue"
    REALISATION_REPORT = "realisation:report"
    PREDIKAT_SCALE_READ = "predikat_scale:read"
    PREDIKAT_SCALE_MANAGE = "predikat_scale:manage"
    # People
    UNIT_READ = "unit:read"
    UNIT_MANAGE = "unit:manage"
    POSITION_READ = "position:read"
    POSITION_MANAGE = "position:manage"
    APPOINTMENT_READ = "appointment:read"
    APPOINTMENT_MANAGE = "appointment:manage"
    ACCOUNT_READ = "account:read"
    ACCOUNT_MANAGE = "account:manage"
    TEAM_READ = "team:read"
    TEAM_MANAGE = "team:manage"
    SANCTION_READ = "sanction:read"
    SANCTION_MANAGE = "sanction:manage"
    RESTRICTION_READ = "restriction:read"
    RESTRICTION_MANAGE = "restriction:manage"
    VACANCY_READ = "vacancy:read"
    HANDOVER_READ = "handover:read"
    # Self-assessments, and the trainings that they ask after
    QUESTION_SET_READ = "question_set:read"
    ASSESSMENT_READ = "assessment:read"
    ASSESSMENT_READ_RESULT = "assessment:read_result"
    ASSESSMENT_MANAGE = "assessment:manage"
    ASSESSMENT_FINALISE = "assessment:finalise"
    SHEET_READ = "sheet:read"
    SHEET_ANSWER = "sheet:answer"
    SHEET_CHECK = "sheet:check"
    TRAINING_READ = "training:read"
    TRAINING_MANAGE = "training:manage"
    # Programs of a pemda that hear of moves
    WEBHOOK_READ = "webhook:read"
    WEBHOOK_MANAGE = "webhook:manage"
    # What people are told
    NOTIFICATION_READ = "notification:read"
    NOTIFICATION_MANAGE = "notification:manage"
    NOTIFICATION_DELIVER = "notification:deliver"
    # The door itself
    TOKEN_READ = "token:read"  # noqa: S105 - a permission's name, no secret
    TOKEN_MANAGE = "token:manage"  # noqa: S105 - a permission's name, no secret
    SESSION_READ = "session:read"
    SESSION_MANAGE = "session:manage"
    NODE_READ = "node:read"

    @classmethod
    def of_packet(cls, kind: PacketKind) -> "Permission":
        """What it takes to have a packet of this kind."""
        return cls.PACKET_READ if kind is PacketKind.OMBUDSMAN else cls.PACKET_READ_APIP

    @classmethod
    def of_document(cls, kind: DocumentKind) -> "Permission":
        """What it takes to have a document of this kind."""
        return cls.DOCUMENT_READ_EXPORT if kind in PERSONAL else cls.DOCUMENT_READ

    @property
    def object(self) -> str:
        """The kind of object: the part before the colon."""
        return self.value.partition(":")[0]

    @property
    def action(self) -> str:
        """What is done to it: the part after the colon."""
        return self.value.partition(":")[2]


MOVE_PERMISSION: Final[Mapping[Move, Permission]] = MappingProxyType(
    {
        Move.SUBMIT: Permission.COMPLAINT_SUBMIT,
        Move.VERIFY: Permission.COMPLAINT_VERIFY,
        Move.CLASSIFY: Permission.COMPLAINT_CLASSIFY,
        Move.FLAG: Permission.COMPLAINT_FLAG,
        Move.REQUEST_COMPLETION: Permission.COMPLAINT_REQUEST_COMPLETION,
        Move.SUPPLEMENT: Permission.COMPLAINT_SUPPLEMENT,
        Move.LAPSE_COMPLETION: Permission.COMPLAINT_LAPSE,
        Move.TRANSFER: Permission.COMPLAINT_TRANSFER,
        Move.RETURN_TO_NATION: Permission.COMPLAINT_RETURN_TO_NATION,
        Move.DISPOSE: Permission.COMPLAINT_DISPOSE,
        Move.REFER: Permission.COMPLAINT_REFER,
        Move.ANSWER_DIRECTLY: Permission.COMPLAINT_ANSWER_DIRECTLY,
        Move.ARCHIVE: Permission.COMPLAINT_ARCHIVE,
        Move.RESTORE: Permission.COMPLAINT_RESTORE,
        Move.PROGRESS: Permission.COMPLAINT_RESPOND,
        Move.ANSWER: Permission.COMPLAINT_RESPOND,
        Move.RETURN: Permission.COMPLAINT_RETURN,
        Move.RULE: Permission.COMPLAINT_RULE,
        Move.REQUEST_EXTENSION: Permission.COMPLAINT_EXTEND,
        Move.EXTEND: Permission.COMPLAINT_DECIDE_EXTENSION,
        Move.REFUSE_EXTENSION: Permission.COMPLAINT_DECIDE_EXTENSION,
        Move.ADD_TEMBUSAN: Permission.COMPLAINT_TEMBUSAN,
        Move.REMOVE_TEMBUSAN: Permission.COMPLAINT_TEMBUSAN,
        Move.ADD_HANDLING: Permission.COMPLAINT_ADD_HANDLING,
        Move.ANSWER_HANDLING: Permission.HANDLING_RESPOND,
        Move.RETURN_HANDLING: Permission.HANDLING_RETURN,
        Move.MERGE: Permission.COMPLAINT_MERGE,
        Move.SHARE_ANSWER: Permission.COMPLAINT_RESPOND,
        Move.UNMERGE: Permission.COMPLAINT_MERGE,
        Move.ACCEPT: Permission.COMPLAINT_ACCEPT,
        Move.OBJECT: Permission.COMPLAINT_OBJECT,
        Move.CLOSE: Permission.COMPLAINT_CLOSE,
        Move.LAPSE_REACTION: Permission.COMPLAINT_LAPSE,
        Move.REOPEN: Permission.COMPLAINT_REOPEN,
        Move.RATE: Permission.COMPLAINT_RATE,
        Move.COMMENT: Permission.COMPLAINT_COMMENT,
        Move.REPLY: Permission.COMPLAINT_COMMENT,
        Move.NOTE: Permission.COMPLAINT_NOTE,
        Move.DRAFT: Permission.COMPLAINT_DRAFT,
        Move.EDIT_TEXT: Permission.COMPLAINT_EDIT_TEXT,
        Move.PUBLISH: Permission.COMPLAINT_PUBLISH,
        Move.UNPUBLISH: Permission.COMPLAINT_PUBLISH,
        Move.OPEN_IDENTITY: Permission.COMPLAINT_OPEN_IDENTITY,
        Move.RAISE_DESK: Permission.COMPLAINT_MOVE_DESK,
        Move.LOWER_DESK: Permission.COMPLAINT_MOVE_DESK,
        Move.WARN: Permission.COMPLAINT_REMIND,
        Move.ESCALATE: Permission.COMPLAINT_REMIND,
        Move.HAND_OVER: Permission.COMPLAINT_HAND_OVER,
        Move.OMBUDSMAN_DECISION: Permission.COMPLAINT_RECORD_DECISION,
        Move.IMPORT: Permission.COMPLAINT_IMPORT,
        Move.IMPORT_CHANGE: Permission.COMPLAINT_IMPORT_CHANGE,
    }
)
"""What a principal needs to record a move. An office that types in a paper complaint needs COMPLAINT_ENTER instead of
COMPLAINT_SUBMIT; a parallel handling is decided on the handling's own row, everything else on the complaint's.
"""

ASKED_OF_NO_ROW: Final = frozenset(
    {
        Permission.COMPLAINT_SUBMIT,
        Permission.COMPLAINT_ENTER,
        Permission.COMPLAINT_IMPORT,
        Permission.COMPLAINT_IMPORT_CHANGE,
        Permission.COMPLAINT_SEARCH,
    }
)
"""Actions that are not offered on an object that is already there. A change that LAPOR! tells comes with an import."""
