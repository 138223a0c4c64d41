// The table of a month in the seventeen columns of the printed one; an empty cell says that it is empty.
import type { MonthRowFragment, MonthTableFragment } from '../graph/generated/graphql';
import { shownIn } from '../pure/figures';
import { useTexts } from '../texts/texts';
import type { Scale } from './RealisationTab';
import { Predikat } from './signs';

interface SheetProps {
  of: MonthTableFragment;
  scale: Scale | null;
}

export function MonthSheet({ of, scale }: SheetProps) {
  const t = useTexts().plans;
  return (
    <div className="table-scroll month-sheet-scroll" role="region" aria-label={t.sheet} tabIndex={0}>
      <table className="plain-table month-sheet">
        <thead>
          <tr>
            {t.columns.map((name, at) => (
              <th key={name} scope="col" className={at > 3 ? 'scores-figure' : undefined}>
                {name} <span className="soft">({at + 1})</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.rows.map((row) => (
            <Row key={row.action} of={row} scale={scale} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ of, scale }: { of: MonthRowFragment; scale: Scale | null }) {
  const texts = useTexts();
  const lowest = of.cashBudget !== null || of.needed > OUTPUT_CELLS;
  const target =
    of.indicatorTarget === null ? '' : ` (${shownIn(texts.locale, of.indicatorTarget)} ${of.indicatorUnit})`;
  return (
    <tr>
      <th scope="row">
        <span className="code">{of.code}</span> {of.title}
      </th>
      <td>{of.first && of.indicator ? of.indicator + target : ''}</td>
      <td>{of.month}</td>
      <td>{of.description}</td>
      <Figure of={of.target} unit={of.unit} needed />
      <Figure of={of.targetCumulative} />
      <Figure of={of.weight} unit="%" needed />
      <Figure of={of.weightCumulative} unit="%" />
      <Figure of={of.realised} needed />
      <Figure of={of.achieved} unit="%" />
      <Colour of={of.achievedColour} scale={scale} />
      <Figure of={of.progress} unit="%" needed />
      <Figure of={of.cashBudget} needed={lowest} />
      <Figure of={of.spent} needed={lowest} />
      <Figure of={of.absorbed} unit="%" />
      <Colour of={of.absorbedColour} scale={scale} />
      <Figure of={of.yearAchieved} unit="%" />
    </tr>
  );
}

/** Target, weight, realisation and progress; only the lowest level has money beside them. */
const OUTPUT_CELLS = 4;

function Figure({ of, unit, needed }: { of: string | null; unit?: string; needed?: boolean }) {
  const texts = useTexts();
  if (of === null) {
    return (
      <td className={needed ? 'scores-figure cell-empty' : 'scores-figure'}>{needed ? texts.plans.empty : '–'}</td>
    );
  }
  return (
    <td className="scores-figure">
      {shownIn(texts.locale, of)}
      {unit ? ` ${unit}` : ''}
    </td>
  );
}

function Colour({ of, scale }: { of: string | null; scale: Scale | null }) {
  const band = scale?.bands.find((one) => one.colour === of);
  return <td className="scores-figure">{of === null ? '–' : <Predikat colour={of}>{band?.code ?? '?'}</Predikat>}</td>;
}
