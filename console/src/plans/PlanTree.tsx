// The whole tree of a plan: every node with its years, who takes part, and, where somebody looks, everything else.
import type { ReactNode } from 'react';

import type { PlanBranchFragment } from '../graph/generated/graphql';
import { Icon } from '../kit/icons';
import { Empty } from '../kit/Notice';
import { byMonth, trunks } from '../pure/branches';
import { shownIn } from '../pure/figures';
import { monthName } from '../pure/months';
import { useTexts } from '../texts/texts';
import type { Texts } from '../texts/id';
import type { Plan } from './PlanPage';

/** `toolsOf`: what changes a node, below it. */
export function PlanTree({ of, toolsOf }: { of: Plan; toolsOf?: (code: string) => ReactNode }) {
  const texts = useTexts();
  const t = texts.plans;
  const years = Array.from({ length: of.lastYear - of.firstYear + 1 }, (_, at) => of.firstYear + at);
  if (of.nodes.length === 0) {
    return <Empty icon="flag" title={t.noTree} />;
  }
  return (
    <>
      <p className="soft plan-sum">
        {t.scheduled(of.summary.scheduled, of.summary.lowest)} {t.budgetSum(shownIn(texts.locale, of.summary.budget))}
      </p>
      {trunks(of.nodes).map(({ top, below }) => (
        <details key={top.code} className="card trunk" open>
          <summary>
            <Words of={top} />
          </summary>
          <Years of={top} all={years} />
          <More of={top} texts={texts} />
          {toolsOf?.(top.code)}
          <ul className="branches">
            {below.map(({ node, depth }) => (
              <li key={node.code} className="branch" style={{ marginInlineStart: `${depth * 1.1}rem` }}>
                <div className="branch-head">
                  <p>
                    <Words of={node} />
                  </p>
                  <Years of={node} all={years} />
                </div>
                <More of={node} texts={texts} />
                {toolsOf?.(node.code)}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}

function Words({ of }: { of: PlanBranchFragment }) {
  const texts = useTexts();
  return (
    <>
      <span className="branch-kind">{of.label || texts.words.planNode[of.kind]}</span>{' '}
      <span className="code">{of.code}</span> <span className="branch-title">{of.title}</span>
    </>
  );
}

function Years({ of, all }: { of: PlanBranchFragment; all: readonly number[] }) {
  const t = useTexts().plans;
  if (of.years.length === 0) {
    return null;
  }
  return (
    <ul className="branch-years" aria-label={t.when}>
      {all.map((year) => {
        const done = of.years.includes(year);
        return (
          <li key={year} className={done ? 'branch-year branch-year-on' : 'branch-year'}>
            {done && <Icon name="check" size={13} />}
            {year}
            {!done && <span className="visually-hidden"> {t.notThen}</span>}
          </li>
        );
      })}
    </ul>
  );
}

function More({ of, texts }: { of: PlanBranchFragment; texts: Texts }) {
  const t = texts.plans;
  const facts = factsOf(of, texts);
  if (facts.length === 0 && of.successIndicators.length === 0) {
    return null;
  }
  return (
    <details className="branch-more">
      <summary>{t.details}</summary>
      <dl>
        {facts.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
        {of.successIndicators.length > 0 && (
          <div>
            <dt>{t.success}</dt>
            <dd>
              <ul className="branch-success">
                {of.successIndicators.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
    </details>
  );
}

function factsOf(of: PlanBranchFragment, texts: Texts): [string, string][] {
  const t = texts.plans;
  const weeks = byMonth(of.weeks).map((one) =>
    t.weeksOf(`${monthName(one.month, texts.locale)} ${one.year}`, one.weeks.join(', ')),
  );
  const target = of.indicatorTarget ? ` (${shownIn(texts.locale, of.indicatorTarget)} ${of.indicatorUnit})` : '';
  const facts: [string, string][] = [
    [t.reports, of.unit?.name ?? ''],
    [t.parties, of.parties.join(', ')],
    [t.responsible, of.responsible],
    [t.weeks, weeks.join('; ')],
    [t.indicator, of.indicator && of.indicator + target],
    [t.budget, of.budget ? `Rp ${shownIn(texts.locale, of.budget)}` : ''],
    [t.budgetCode, of.budgetCode],
    [t.planned, of.planned === null ? '' : of.planned ? texts.app.yes : texts.app.no],
    [t.note, of.note],
  ];
  return facts.filter(([, words]) => words !== '');
}
