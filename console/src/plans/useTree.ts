// The whole tree of a plan that is being drafted, as it is sent again when one node of it changes.
import { useEffect, useMemo, useState } from 'react';

import { useAsked } from '../graph/asking';
import {
  PlanActionsDocument,
  PlanCashDocument,
  type PlanActionInput,
  type PlanActionsQuery,
  type PlanCashQuery,
  type PlanNodeInput,
} from '../graph/generated/graphql';
import type { Plan } from './PlanPage';

type Branch = Plan['nodes'][number];

/** A node with its place, and everything that is said of it. */
export interface Twig {
  code: string;
  parentCode: string | null;
  branch: Branch | null;
  input: PlanNodeInput;
}

/** Everything of one revision: what is sent back names it, so that nothing of a colleague is overwritten. */
export interface Tree {
  revision: number;
  twigs: Twig[];
}

/** Null until everything of a revision is there; what is shown stays until the next one is. */
export function useTree(plan: Plan, wanted: boolean): Tree | null {
  const variables = useMemo(() => (wanted ? { id: plan.id } : null), [plan.id, wanted]);
  const { data: acted, again: askActions } = useAsked(PlanActionsDocument, variables);
  const { data: paid, again: askCash } = useAsked(PlanCashDocument, variables);
  const behind = acted !== null && acted.actionPlan.revision !== plan.revision;
  const unpaid = paid !== null && paid.actionPlan.revision !== plan.revision;
  useEffect(() => {
    if (behind) {
      askActions();
    }
    if (unpaid) {
      askCash();
    }
  }, [behind, unpaid, askActions, askCash]);
  const fresh = useMemo(() => treeOf(plan, acted?.actionPlan ?? null, paid?.actionPlan ?? null), [plan, acted, paid]);
  const [kept, setKept] = useState<Tree | null>(null);
  useEffect(() => {
    if (fresh !== null) {
      setKept(fresh);
    }
  }, [fresh]);
  return fresh ?? kept;
}

type Acted = PlanActionsQuery['actionPlan'] | null;
type Paid = PlanCashQuery['actionPlan'] | null;

function treeOf(plan: Plan, acted: Acted, paid: Paid): Tree | null {
  if (acted?.revision !== plan.revision || paid?.revision !== plan.revision) {
    return null;
  }
  const twigs = plan.nodes.map((branch, at) => ({
    code: branch.code,
    parentCode: branch.parentCode,
    branch,
    input: inputOf(branch, actionsOf(acted.nodes[at]?.actions ?? [], paid.nodes[at]?.actions ?? [])),
  }));
  return { revision: plan.revision, twigs };
}

function actionsOf(
  acted: NonNullable<Acted>['nodes'][number]['actions'],
  paid: NonNullable<Paid>['nodes'][number]['actions'],
): PlanActionInput[] {
  return acted.map(({ description, unit, inverse, months }, at) => ({
    description,
    unit,
    inverse,
    months: months.map((month, n) => ({ ...month, cashBudget: paid[at]?.months[n]?.cashBudget ?? null })),
  }));
}

function inputOf(of: Branch, actions: PlanActionInput[]): PlanNodeInput {
  return {
    code: of.code,
    title: of.title,
    label: of.label,
    note: of.note,
    years: of.years,
    weeks: of.weeks,
    parties: of.parties,
    responsible: of.responsible,
    unit: of.unit?.id ?? null,
    planned: of.planned,
    budget: of.budget,
    budgetCode: of.budgetCode,
    successIndicators: of.successIndicators,
    indicator: of.indicator,
    indicatorTarget: of.indicatorTarget,
    indicatorUnit: of.indicatorUnit,
    actions,
  };
}

/** Does money hang on this node itself? Then nothing can be put below it: sums belong above. */
export function hasMoney(input: PlanNodeInput): boolean {
  return (
    input.budget != null || (input.actions ?? []).some((one) => (one.months ?? []).some((m) => m.cashBudget != null))
  );
}
