// One export of LAPOR! on its way: read here, tried or taken over hundred rows at a time, stopped and gone on anywhere.
import { useCallback, useRef, useState } from 'react';

import { useSend } from '../graph/asking';
import { ImportLaporDocument, type RowFate } from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { reportsOf, WorkbookFault, type Report } from '../pure/workbook';
import { useTexts } from '../texts/texts';

const MOST = 100;
/** A request has to stay below the service's own limit. */
const MOST_LETTERS = 250_000;

export interface Fate {
  line: number;
  trackingId: string;
  fate: RowFate;
  why: string | null;
}

/** What is being done with the rows, or was done. */
export type Round = 'count' | 'try' | 'run';

export interface Importing {
  file: File | null;
  round: Round | null;
  busy: boolean;
  /** How many reports the file has. */
  total: number;
  fates: Fate[];
  fault: WorkbookFault | null;
  refusal: Refusal | null;
  choose: (file: File) => void;
  go: (round: Exclude<Round, 'count'>) => void;
  stop: () => void;
}

export function useLaporImport(): Importing {
  const texts = useTexts();
  const send = useSend();
  const [file, setFile] = useState<File | null>(null);
  const [round, setRound] = useState<Round | null>(null);
  const [busy, setBusy] = useState(false);
  const [total, setTotal] = useState(0);
  const [fates, setFates] = useState<Fate[]>([]);
  const [fault, setFault] = useState<WorkbookFault | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const turn = useRef(0);
  const told = useRef<{ round: Round | null; fates: Fate[] }>({ round: null, fates: [] });

  const begin = useCallback((next: Round) => {
    turn.current += 1;
    setBusy(true);
    setRound(next);
    setFault(null);
    setRefusal(null);
    return turn.current;
  }, []);

  /** The whole file is read before anything of it is sent. */
  const choose = useCallback(
    (chosen: File) => {
      const mine = begin('count');
      told.current = { round: null, fates: [] };
      setFile(chosen);
      setFates([]);
      setTotal(0);
      void (async () => {
        let count = 0;
        const error = await read(chosen, () => {
          count += 1;
          return turn.current === mine;
        });
        if (turn.current === mine) {
          setTotal(count);
          setFault(error);
          setBusy(false);
        }
      })();
    },
    [begin],
  );

  const sendRows = useCallback(
    async (rows: Report[], dryRun: boolean): Promise<{ fates: Fate[]; refusal: Refusal | null }> => {
      const found: Fate[] = [];
      for (let left = rows; left.length > 0;) {
        const { data, refusal: refused } = await send(ImportLaporDocument, { input: { rows: left, dryRun } });
        const bad = left[Number(/^rows\.(\d+)/.exec(refused?.field ?? '')?.[1] ?? NaN)];
        if (data !== null) {
          const told = data.importLaporReports.rows.map(({ line, trackingId, fate, refusal: why }) => ({
            line,
            trackingId,
            fate,
            why: why && (texts.code === 'id' ? why.messageId : why.message),
          }));
          return { fates: [...found, ...told], refusal: null };
        }
        if (bad === undefined) {
          return { fates: found, refusal: refused };
        }
        // A row that does not even fit into the request: the others go on without it.
        found.push({ line: bad.line, trackingId: bad.cells[0] ?? '', fate: 'REFUSED', why: refused.message });
        left = left.filter((row) => row !== bad);
      }
      return { fates: found, refusal: null };
    },
    [send, texts.code],
  );

  const go = useCallback(
    (next: Exclude<Round, 'count'>) => {
      if (file === null) {
        return;
      }
      const mine = begin(next);
      if (told.current.round !== next) {
        told.current = { round: next, fates: [] };
        setFates([]);
      }
      const done = new Set(told.current.fates.map((one) => one.line));
      void (async () => {
        const stopped: { by: Refusal | null } = { by: null };
        let batch: Report[] = [];
        const flush = async (): Promise<boolean> => {
          const rows = batch;
          batch = [];
          const answer = await sendRows(rows, next === 'try');
          if (turn.current !== mine) {
            return false;
          }
          stopped.by = answer.refusal;
          told.current.fates = [...told.current.fates, ...answer.fates];
          setFates(told.current.fates);
          return stopped.by === null;
        };
        const error = await read(file, async (report) => {
          if (turn.current !== mine) {
            return false;
          }
          if (done.has(report.line)) {
            return true;
          }
          batch.push(report);
          return batch.length < MOST && lettersIn(batch) < MOST_LETTERS ? true : flush();
        });
        if (error === null && stopped.by === null && batch.length > 0 && turn.current === mine) {
          await flush();
        }
        if (turn.current === mine) {
          setFault(error);
          setRefusal(stopped.by);
          setBusy(false);
        }
      })();
    },
    [file, begin, sendRows],
  );

  const stop = useCallback(() => {
    turn.current += 1;
    setBusy(false);
  }, []);
  return { file, round, busy, total, fates, fault, refusal, choose, go, stop };
}

/** Row by row until one is the last that is wanted; what was wrong with the file. */
async function read(file: File, take: (report: Report) => boolean | Promise<boolean>): Promise<WorkbookFault | null> {
  try {
    for await (const report of reportsOf(file)) {
      if (!(await take(report))) {
        break;
      }
    }
    return null;
  } catch (error) {
    return error instanceof WorkbookFault ? error : new WorkbookFault('BROKEN');
  }
}

function lettersIn(rows: readonly Report[]): number {
  return rows.reduce((sum, { cells }) => sum + cells.reduce((letters, cell) => letters + cell.length, 0), 0);
}
