// Figures with what they look like beside them: the words say everything, a drawing only shows it at a glance.
import type { PartFragment } from '../graph/generated/graphql';
import { shownIn } from '../pure/figures';
import { useTexts } from '../texts/texts';
import { useCount } from './useCount';

const WIDTH = 120;

/** A share with how sure it is: the line is its interval, the dot its value. Few cases are not drawn. */
export function Share({ of }: { of: PartFragment }) {
  const texts = useTexts();
  const t = texts.statistics;
  const figure = (value: string) => shownIn(texts.locale, value);
  const count = useCount();
  if (of.value === null || of.lower === null || of.upper === null) {
    return '–';
  }
  if (of.tooFew) {
    return (
      <>
        <span className="too-few">{t.tooFew}</span>{' '}
        <span className="soft">{t.outOf(count(of.numerator), count(of.denominator))}</span>
      </>
    );
  }
  const [low, at, high] = [Number(of.lower), Number(of.value), Number(of.upper)];
  return (
    <span className="share">
      <strong>{figure(of.value)} %</strong>
      <svg width={104} height={14} viewBox="-2 0 104 14" aria-hidden="true" className="share-line">
        <line x1={0} x2={100} y1={7} y2={7} className="share-all" />
        <line x1={low} x2={high} y1={7} y2={7} className="share-interval" />
        <circle cx={at} cy={7} r={3.5} className="share-value" />
      </svg>
      <span className="soft">{t.between(figure(of.lower), figure(of.upper), count(of.denominator))}</span>
    </span>
  );
}

/** A number and a bar as long as its part of the greatest one. */
export function Bar({ of, most, look }: { of: number; most: number; look: string }) {
  const count = useCount();
  return (
    <span className="bar">
      {count(of)}{' '}
      <svg width={WIDTH} height={10} viewBox={`0 0 ${WIDTH} 10`} aria-hidden="true">
        <rect width={(of / most) * WIDTH} height={10} rx={2} className={look} />
      </svg>
    </span>
  );
}
