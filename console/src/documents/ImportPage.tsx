// LAPOR!'s Excel export is taken over: chosen, tried without changing anything, looked at row by row, then run.
import '../assessments/assessments.css';
import '../calendars/calendars.css';
import './documents.css';

import { useState } from 'react';
import { Link } from 'react-router';

import { useMay } from '../app/viewer';
import type { RowFate } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { SelectField } from '../kit/fields';
import { Icon, type IconName } from '../kit/icons';
import { Empty, Notice, Refused } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { useTexts } from '../texts/texts';
import { useLaporImport, type Fate, type Importing } from './useLaporImport';

const FATES: readonly RowFate[] = ['NEW', 'CHANGED', 'SAME', 'REFUSED'];
const SIGN: Record<RowFate, IconName> = { NEW: 'plus', CHANGED: 'refresh', SAME: 'check', REFUSED: 'alert' };
const ALL = 'ALL';
const ON_PAGE = 50;

export default function ImportPage() {
  const texts = useTexts();
  const t = texts.documents;
  const may = useMay('complaint:import');
  const importing = useLaporImport();
  useTitle(t.importTitle, t.title);
  if (!may) {
    return <Empty icon="lock" title={texts.app.notFound} hint={texts.app.notFoundHint} />;
  }
  return (
    <div className="narrow documents lapor-import">
      <Link to="/meja/dokumen" className="crumb">
        <Icon name="arrowLeft" size={16} /> {t.title}
      </Link>
      <h1>{t.importTitle}</h1>
      <p className="lead">{t.importLead}</p>
      <Choice of={importing} />
      <Progress of={importing} />
      {importing.fault && (
        <Notice tone="bad" urgent>
          {t.importFaults[importing.fault.fault]} {importing.fault.place}
        </Notice>
      )}
      {importing.refusal && <Refused refusal={importing.refusal} />}
      <Next of={importing} />
      {importing.fates.length > 0 && (
        <Fates key={importing.round} of={importing.fates} isTry={importing.round === 'try'} />
      )}
    </div>
  );
}

function Choice({ of }: { of: Importing }) {
  const t = useTexts().documents;
  return (
    <div className="lapor-choice">
      <label className={of.busy ? 'btn btn-plain btn-off' : 'btn btn-plain'}>
        <Icon name="upload" size={18} />
        <span>{of.file ? t.importOther : t.importChoose}</span>
        <input
          type="file"
          accept=".xlsx"
          className="visually-hidden"
          disabled={of.busy}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) {
              of.choose(file);
            }
            event.target.value = '';
          }}
        />
      </label>
      {of.file && <span className="soft">{of.file.name}</span>}
    </div>
  );
}

function Progress({ of }: { of: Importing }) {
  const t = useTexts().documents;
  if (of.file === null || of.fault) {
    return null;
  }
  if (of.round === 'count') {
    return <p role="status">{of.busy ? t.importReading : t.importCounted(of.total)}</p>;
  }
  const words = of.round === 'try' ? t.importTried : t.importDone;
  return (
    <div className="lapor-progress" role="status">
      <progress value={of.fates.length} max={Math.max(of.total, 1)} aria-label={t.importProgress} />
      <span>{words(of.fates.length, of.total)}</span>
    </div>
  );
}

/** What can be done now; going on after a break sends only what was not answered. */
function Next({ of }: { of: Importing }) {
  const t = useTexts().documents;
  if (of.file === null || of.total === 0 || (of.round === 'count' && (of.busy || of.fault))) {
    return of.file !== null && !of.busy && !of.fault && of.total === 0 ? (
      <Notice tone="warn">{t.importNone}</Notice>
    ) : null;
  }
  if (of.busy) {
    return (
      <div className="form-foot">
        <Button icon="pause" onClick={of.stop}>
          {t.importStop}
        </Button>
      </div>
    );
  }
  const whole = of.fates.length >= of.total;
  const worth = of.fates.filter((one) => one.fate === 'NEW' || one.fate === 'CHANGED').length;
  const [round] = [of.round];
  return (
    <div className="form-foot">
      {round === 'count' && (
        <Button look="primary" icon="eye" onClick={() => of.go('try')}>
          {t.importTry}
        </Button>
      )}
      {(round === 'try' || round === 'run') && !whole && (
        <Button look="primary" icon="play" onClick={() => of.go(round)}>
          {t.importGoOn}
        </Button>
      )}
      {round === 'try' && whole && worth > 0 && (
        <Button look="primary" icon="check" onClick={() => of.go('run')}>
          {t.importRun(worth)}
        </Button>
      )}
      {round === 'try' && whole && worth === 0 && <Notice>{t.importNothing}</Notice>}
      {round === 'run' && whole && <Notice tone="good">{t.importOver}</Notice>}
    </div>
  );
}

function Fates({ of, isTry }: { of: readonly Fate[]; isTry: boolean }) {
  const texts = useTexts();
  const t = texts.documents;
  const [only, setOnly] = useState<string>(ALL);
  const [page, setPage] = useState(0);
  const counts = FATES.map((fate) => [fate, of.filter((one) => one.fate === fate).length] as const);
  const shown = only === ALL ? of : of.filter((one) => one.fate === only);
  const pages = Math.max(1, Math.ceil(shown.length / ON_PAGE));
  const at = Math.min(page, pages - 1);
  const words = isTry ? t.fatesTried : t.fatesDone;
  return (
    <>
      <ul className="fate-counts">
        {counts.map(([fate, count]) => (
          <li key={fate} className="card">
            <span className="soft">
              <Icon name={SIGN[fate]} size={15} /> {words[fate]}
            </span>
            <strong>{count}</strong>
          </li>
        ))}
      </ul>
      <div className="fate-tools">
        <SelectField
          bare
          label={t.fateFilter}
          value={only}
          onChange={(next) => {
            setOnly(next);
            setPage(0);
          }}
          options={[[ALL, t.fateAll], ...counts.map(([fate, count]) => [fate, `${words[fate]} (${count})`] as const)]}
        />
        <div className="fate-pages">
          <Button small icon="chevronLeft" disabled={at === 0} onClick={() => setPage(at - 1)}>
            {t.pageBefore}
          </Button>
          <span className="soft">{t.pageOf(at + 1, pages)}</span>
          <Button small after="chevronRight" disabled={at === pages - 1} onClick={() => setPage(at + 1)}>
            {t.pageAfter}
          </Button>
        </div>
      </div>
      <div className="table-scroll" role="region" aria-label={t.fateTable} tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t.fateLine}</th>
              <th scope="col">Tracking ID</th>
              <th scope="col">{t.fateColumn}</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(at * ON_PAGE, (at + 1) * ON_PAGE).map((one) => (
              <tr key={one.line}>
                <th scope="row">{one.line}</th>
                <td className="code">{one.trackingId || '–'}</td>
                <td>
                  <Icon name={SIGN[one.fate]} size={15} /> {words[one.fate]}
                  {one.why && <span className="fate-why">{one.why}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
