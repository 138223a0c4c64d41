// The limits in force with their bounds, the ladder, every version there was or will be, and the way to a new one.
import { useState } from 'react';

import { useZone } from '../app/viewer';
import type { LimitSetFragment, TimesFragment } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Chip } from '../kit/chips';
import { differences } from '../pure/limits';
import { momentOf, plainDay } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { LimitsForm } from './LimitsForm';

interface LimitsProps {
  of: TimesFragment;
  onChanged: () => void;
}

export function LimitsTab({ of, onChanged }: LimitsProps) {
  const texts = useTexts();
  const t = texts.times;
  const [changing, setChanging] = useState(false);
  if (changing) {
    return (
      <LimitsForm
        of={of}
        onCancel={() => setChanging(false)}
        onDone={() => {
          setChanging(false);
          onChanged();
        }}
      />
    );
  }
  return (
    <>
      <InForce of={of.limits} />
      {of.viewerCan.includes('MANAGE') && (
        <Button look="primary" icon="pen" onClick={() => setChanging(true)}>
          {t.change}
        </Button>
      )}
      <Versions versions={of.limitVersions} />
    </>
  );
}

function InForce({ of }: { of: LimitSetFragment }) {
  const texts = useTexts();
  const t = texts.times;
  return (
    <section aria-label={t.inForce}>
      <p className="limits-source">
        <strong>{of.source}</strong>{' '}
        <span className="soft">
          {of.fromDate === null ? t.nationwide : t.sinceDay(plainDay(of.fromDate, texts.locale))}
        </span>
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t.term}</th>
            <th scope="col">{t.limit}</th>
            <th scope="col">{t.bounds}</th>
          </tr>
        </thead>
        <tbody>
          {of.limits.map((limit) => (
            <tr key={limit.term}>
              <th scope="row">{texts.words.term[limit.term]}</th>
              <td>{texts.clocks.amount(`${limit.amount}`, texts.words.limitUnit[limit.unit])}</td>
              <td className="soft">{t.range(limit.least, limit.most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className="times-title">{t.ladder}</h3>
      <ol className="ladder">
        {of.ladder.map(({ level, workingDays }) => (
          <li key={level}>
            <strong>{texts.words.level[level]}</strong> <span className="soft">{t.rung(workingDays)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Versions({ versions }: { versions: readonly LimitSetFragment[] }) {
  const texts = useTexts();
  const zone = useZone();
  const t = texts.times;
  return (
    <details className="card times-history">
      <summary>
        {t.history} ({versions.length})
      </summary>
      <ol className="versions">
        {versions.map((one, index) => {
          const before = versions[index + 1];
          return (
            <li key={one.number}>
              <p>
                <strong>{one.source}</strong> <State of={one} versions={versions} />
              </p>
              <p className="soft">
                {t.version(one.number)}
                {one.fromDate && ` · ${t.sinceDay(plainDay(one.fromDate, texts.locale))}`}
                {one.setBy && one.at && ` · ${t.setBy(one.setBy, momentOf(one.at, texts.locale, zone))}`}
              </p>
              {before && <Differences of={one} before={before} />}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** In force, to come, or replaced by a newer one. */
function State({ of, versions }: { of: LimitSetFragment; versions: readonly LimitSetFragment[] }) {
  const texts = useTexts();
  const t = texts.times;
  if (of.inForce) {
    return (
      <Chip icon="check" tone="good">
        {t.inForce}
      </Chip>
    );
  }
  const now = versions.find((one) => one.inForce);
  const coming = of.fromDate !== null && of.fromDate > (now?.fromDate ?? '');
  return coming ? (
    <Chip icon="calendar" tone="soon">
      {t.pending(plainDay(of.fromDate ?? '', texts.locale))}
    </Chip>
  ) : (
    <Chip icon="archive">{t.over}</Chip>
  );
}

export function Differences({ of, before }: { of: LimitSetFragment; before: LimitSetFragment }) {
  const texts = useTexts();
  const t = texts.times;
  const { limits, ladder } = differences(of, before);
  const words = (limit: LimitSetFragment['limits'][number]) =>
    texts.clocks.amount(`${limit.amount}`, texts.words.limitUnit[limit.unit]);
  return (
    <ul className="differences">
      {limits.map(({ was, is }) => (
        <li key={is.term}>
          {texts.words.term[is.term]}: {t.wasIs(words(was), words(is))}
        </li>
      ))}
      {ladder.map(({ was, is }) => (
        <li key={is.level}>
          {texts.words.level[is.level]}: {t.wasIs(t.rung(was.workingDays), t.rung(is.workingDays))}
        </li>
      ))}
    </ul>
  );
}
