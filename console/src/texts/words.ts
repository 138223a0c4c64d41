// What every value of the interface's enums is called; a new value without a word does not compile.
import type {
  AppointmentKind,
  ArchiveReason,
  AssessmentStatus,
  Audience,
  Channel,
  CheckResult,
  Clock,
  ClockState,
  Closer,
  DayOffKind,
  DayReason,
  DeliveryState,
  DocumentKind,
  DocumentState,
  HandlingStatus,
  ItemKind,
  Kind,
  Level,
  LimitUnit,
  MessageKind,
  Move,
  Nature,
  NoticeKind,
  OmbudsmanFinding,
  Outcome,
  PacketKind,
  Part,
  PemdaLevel,
  PlanMove,
  PlanNodeKind,
  PlanSeat,
  PlanStatus,
  Priority,
  Quiet,
  Role,
  SheetStatus,
  Status,
  Term,
  TrainingTopic,
  UnitKind,
  Weekday,
} from '../graph/generated/graphql';

export interface Words {
  status: Record<Status, string>;
  kind: Record<Kind, string>;
  channel: Record<Channel, string>;
  outcome: Record<Outcome, string>;
  clock: Record<Clock, string>;
  closer: Record<Closer, string>;
  priority: Record<Priority, string>;
  role: Record<Role, string>;
  part: Record<Part, string>;
  handling: Record<HandlingStatus, string>;
  message: Record<MessageKind, string>;
  audience: Record<Audience, string>;
  move: Record<Move, string>;
  archive: Record<ArchiveReason, string>;
  checkResult: Record<CheckResult, string>;
  nature: Record<Nature, string>;
  /** By the names that a verification's record has. */
  check: Record<string, string>;
  appointment: Record<AppointmentKind, string>;
  unitKind: Record<UnitKind, string>;
  pemdaLevel: Record<PemdaLevel, string>;
  item: Record<ItemKind, string>;
  level: Record<Level, string>;
  clockState: Record<ClockState, string>;
  /** Why a day of a clock counts or not. */
  day: Record<DayReason, string>;
  dayOff: Record<DayOffKind, string>;
  limitUnit: Record<LimitUnit, string>;
  term: Record<Term, string>;
  weekday: Record<Weekday, string>;
  delivery: Record<DeliveryState, string>;
  notice: Record<NoticeKind, string>;
  quiet: Record<Quiet, string>;
  finding: Record<OmbudsmanFinding, string>;
  packet: Record<PacketKind, string>;
  documentKind: Record<DocumentKind, string>;
  documentState: Record<DocumentState, string>;
  assessment: Record<AssessmentStatus, string>;
  sheet: Record<SheetStatus, string>;
  training: Record<TrainingTopic, string>;
  plan: Record<PlanStatus, string>;
  planMove: Record<PlanMove, string>;
  planSeat: Record<PlanSeat, string>;
  planNode: Record<PlanNodeKind, string>;
}
