// What does a request for each kind of document have to say, and who may ask?
import type { DocumentFormat, DocumentKind } from '../graph/generated/graphql';
import type { IconName } from '../kit/icons';

interface Needs {
  period: boolean;
  /** Of a month, never of a whole year. */
  month?: boolean;
  subject: 'assessment' | 'plan' | null;
  /** What is asked of the graph, of the days of the period. */
  question?: 'complaints' | 'statistics';
  formats: readonly DocumentFormat[];
  permission: string;
}

const EVERY: readonly DocumentFormat[] = ['PDF', 'DOCX', 'XLSX'];
const TABLE: readonly DocumentFormat[] = ['XLSX', 'CSV'];
const ASSESSMENT: Needs = {
  period: false,
  subject: 'assessment',
  formats: EVERY,
  permission: 'assessment:read_result',
};

/** In the order in which they are offered. */
export const NEEDS: Partial<Record<DocumentKind, Needs>> = {
  COMPLAINT_REPORT: { period: true, subject: null, formats: EVERY, permission: 'report:read' },
  LAPOR_EXPORT: { period: true, subject: null, formats: ['XLSX'], permission: 'document:export' },
  COMPLAINT_LIST: {
    period: true,
    subject: null,
    question: 'complaints',
    formats: TABLE,
    permission: 'document:export',
  },
  STATISTICS_TABLE: {
    period: true,
    subject: null,
    question: 'statistics',
    formats: TABLE,
    permission: 'statistics:read',
  },
  ASSESSMENT_MATRIX: ASSESSMENT,
  ASSESSMENT_PRIORITIES: ASSESSMENT,
  ASSESSMENT_MINUTES: ASSESSMENT,
  ACTION_PLAN: { period: false, subject: 'plan', formats: EVERY, permission: 'action_plan:read' },
  MONTHLY_REALISATION: {
    period: true,
    month: true,
    subject: 'plan',
    formats: EVERY,
    permission: 'action_plan:read',
  },
};

export const KINDS = Object.keys(NEEDS) as DocumentKind[];

export const FORMAT_SIGN: Record<DocumentFormat, IconName> = { PDF: 'file', DOCX: 'pen', XLSX: 'table', CSV: 'table' };
