// How is the tree of a plan changed as a whole: which code comes next, and where does a node stand among the others?

export type Nomenclature = 'KELOMPOK_PROGRAM' | 'KATEGORI_PRIORITAS' | 'URUSAN' | 'TAHAPAN';
type Kind = 'KELOMPOK_PROGRAM' | 'KATEGORI_PRIORITAS' | 'PROGRAM' | 'KEGIATAN' | 'SUBKEGIATAN' | 'TAHAPAN';
/** What a level adds to the code above it: a numeral, a number, or what the budget writes before its last number. */
type Part = 'roman' | 'number' | { before: string; digits: 2 };

const LEVELS: Record<Nomenclature, readonly (readonly [Kind, Part])[]> = {
  KELOMPOK_PROGRAM: [
    ['KELOMPOK_PROGRAM', 'roman'],
    ['PROGRAM', 'number'],
    ['KEGIATAN', 'number'],
  ],
  KATEGORI_PRIORITAS: [
    ['KATEGORI_PRIORITAS', 'roman'],
    ['PROGRAM', 'roman'],
    ['KEGIATAN', 'number'],
    ['SUBKEGIATAN', 'number'],
  ],
  URUSAN: [
    ['PROGRAM', { before: '', digits: 2 }],
    ['KEGIATAN', { before: '2.', digits: 2 }],
    ['SUBKEGIATAN', { before: '', digits: 2 }],
  ],
  TAHAPAN: [['TAHAPAN', 'number']],
};
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'XIII', 'XIV', 'XV'];

/** What a node below one of this kind is called; null below the lowest. Below null: the highest. */
export function kindBelow(nomenclature: Nomenclature, kind: Kind | null): Kind | null {
  const levels = LEVELS[nomenclature];
  const at = kind === null ? -1 : levels.findIndex(([one]) => one === kind);
  return levels[at + 1]?.[0] ?? null;
}

/** Plans of several years answer an assessment and have indicators. */
export function isStrategic(nomenclature: Nomenclature): boolean {
  return nomenclature === 'KELOMPOK_PROGRAM' || nomenclature === 'KATEGORI_PRIORITAS';
}

interface Placed {
  code: string;
  parentCode: string | null;
}

/** A code for the next node below `parent`; empty where the budget's own code has to be written. */
export function nextCode(nomenclature: Nomenclature, parent: Placed | null, kind: Kind, nodes: readonly Placed[]) {
  const part = LEVELS[nomenclature].find(([one]) => one === kind)?.[1] ?? 'number';
  const siblings = nodes.filter((one) => one.parentCode === (parent?.code ?? null));
  if (typeof part === 'object' && parent === null) {
    return '';
  }
  const used = siblings.map((one) => orderOf(one.code.split('.').at(-1) ?? '', part === 'roman'));
  const next = Math.max(0, ...used) + 1;
  const above = parent === null ? '' : `${parent.code}.`;
  if (typeof part === 'object') {
    return above + part.before + String(next).padStart(part.digits, '0');
  }
  return above + (part === 'roman' ? (ROMAN[next - 1] ?? '') : String(next));
}

function orderOf(part: string, roman: boolean): number {
  const order = roman ? ROMAN.indexOf(part) + 1 : Number(part);
  return Number.isInteger(order) ? order : 0;
}

/** The node itself and everything below it, by their codes. */
export function below(nodes: readonly Placed[], code: string): Set<string> {
  const found = new Set([code]);
  for (const node of nodes) {
    if (node.parentCode !== null && found.has(node.parentCode)) {
      found.add(node.code);
    }
  }
  return found;
}

/** One more node, behind everything below its parent. */
export function added<Of extends Placed>(nodes: readonly Of[], node: Of): Of[] {
  const family = node.parentCode === null ? new Set<string>() : below(nodes, node.parentCode);
  const last = nodes.reduce((found, one, at) => (family.has(one.code) ? at : found), -1);
  const at = last === -1 ? nodes.length : last + 1;
  return [...nodes.slice(0, at), node, ...nodes.slice(at)];
}

interface Month {
  year: number;
  month: number;
}

/** Which month of a plan is worth opening first; null where no month was ever planned. */
export function openingMonth(first: number, last: number, today: string, planned: readonly Month[]): Month | null {
  const [year = first, month = 1] = today.split('-').map(Number);
  if (planned.length === 0) {
    return null;
  }
  const now = year * 12 + month;
  const ordered = [...planned].sort((a, b) => a.year * 12 + a.month - (b.year * 12 + b.month));
  if (year >= first && year <= last) {
    return { year, month };
  }
  const [begin, end] = [ordered[0] ?? null, ordered[ordered.length - 1] ?? null];
  return now < first * 12 ? begin : end;
}

/** Months with something planned nearest to one that has nothing: the last before it, else the first after it. */
export function nearestPlanned(at: Month, planned: readonly Month[]): Month | null {
  const order = (one: Month) => one.year * 12 + one.month;
  const ordered = [...planned].sort((a, b) => order(a) - order(b));
  return (
    ordered.filter((one) => order(one) < order(at)).at(-1) ?? ordered.find((one) => order(one) > order(at)) ?? null
  );
}

/** Lines that somebody wrote, one thing each. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A figure as a whole number of ten-thousandths, so that weights add up exactly. */
export function tenThousandths(figure: string): number {
  const [whole = '0', part = ''] = figure.split('.');
  return Number(whole) * 10_000 + Number(part.padEnd(4, '0').slice(0, 4));
}
