// Which reports are in LAPOR!'s Excel export, and what is refused before anything of it is sent?
//
// The workbook stays on this computer: only the cells of its reports are sent. Nothing is unfolded further than allowed.
import { partsOf, textOf, type Part } from './archive';
import { Markup } from './markup';

export type Fault =
  'NO_WORKBOOK' | 'ENCRYPTED' | 'BROKEN' | 'FOREIGN' | 'TOO_LARGE' | 'FORMULA' | 'NO_HEAD' | 'WRONG_HEAD';

/** Why a workbook is not taken, and at which cell. */
export class WorkbookFault extends Error {
  constructor(
    readonly fault: Fault,
    readonly place = '',
  ) {
    super(fault);
  }
}

export interface Report {
  line: number;
  cells: string[];
}

const COLUMNS = [
  'Tracking ID', 'Tanggal Laporan Masuk', 'Waktu Laporan Masuk', 'Nama Pelapor', 'Klasifikasi Laporan', 'ID Kategori',
  'Kategori', 'Judul Laporan', 'Isi Laporan Awal', 'Isi Laporan Akhir', 'Tipe Laporan', 'Sumber Laporan',
  'Instansi Induk', 'ID Instansi Terdisposisi', 'Instansi Terdisposisi', 'Status Laporan', 'Alasan Tunda/Arsip',
  'Provinsi', 'Kota/Kabupaten', 'Kecamatan', 'Kelurahan', 'Nomor SK', 'Url SK', 'Url Dokumen Laporan Tahunan',
  'Laporan yang Masuk melalui Kanal Aduan Setwapres', 'Rating',
]; // prettier-ignore
const MOST_BYTES = 1024 ** 3;
const MOST_ROWS = 250_000;
const MOST_COLUMNS = 100;
const MOST_IN_CELL = 40_000;
/** How many rows may stand before the headings. */
const LOOKED_AT = 30;
const FOREIGN = /^xl\/(?:externallinks|connections|querytables|embeddings|macrosheets)|vbaproject/i;
// eslint-disable-next-line no-control-regex -- these are what is taken out
const NO_TEXT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]/gu;
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

/** The reports of an export, one after the other. Throws WorkbookFault. */
export async function* reportsOf(file: Blob): AsyncGenerator<Report> {
  const parts = await checkedParts(file);
  let left = MOST_BYTES;
  const spend = (bytes: number) => {
    left -= bytes;
    if (left < 0) {
      throw new WorkbookFault('TOO_LARGE');
    }
  };
  const open = (part: Part) => textOf(file, part, spend);
  const texts = new Texts();
  const shared = parts.get('xl/sharedStrings.xml');
  if (shared) {
    await heard(open(shared), texts);
  }
  const rows = new Rows(texts.found);
  const markup = new Markup(rows);
  const head = new Head();
  for await (const piece of whole(open(await sheetOf(parts, open)))) {
    guarded(() => markup.take(piece));
    for (const row of rows.taken()) {
      if (head.isPast(row)) {
        const cells = COLUMNS.map((_, at) => row.cells.get(at) ?? '');
        if (cells.some((cell) => cell.trim() !== '')) {
          yield { line: row.number, cells };
        }
      }
    }
  }
  guarded(() => markup.finish());
  if (!head.found) {
    throw new WorkbookFault('NO_HEAD');
  }
}

async function checkedParts(file: Blob): Promise<Map<string, Part>> {
  const first = new Uint8Array(await file.slice(0, OLE.length).arrayBuffer());
  if (OLE.every((byte, at) => first[at] === byte)) {
    throw new WorkbookFault('ENCRYPTED');
  }
  const parts = await partsOf(file);
  if (parts?.some((part) => part.encrypted)) {
    throw new WorkbookFault('ENCRYPTED');
  }
  const foreign = parts?.find((part) => FOREIGN.test(part.name));
  if (foreign) {
    throw new WorkbookFault('FOREIGN', foreign.name);
  }
  const found = new Map(parts?.map((part) => [part.name, part]));
  if (!found.has('xl/workbook.xml')) {
    throw new WorkbookFault('NO_WORKBOOK');
  }
  if ((parts ?? []).reduce((sum, part) => sum + part.size, 0) > MOST_BYTES) {
    throw new WorkbookFault('TOO_LARGE');
  }
  return found;
}

/** Where the first sheet of the workbook is. */
async function sheetOf(parts: Map<string, Part>, open: (part: Part) => AsyncGenerator<string>): Promise<Part> {
  const first: { id: string | null } = { id: null };
  const targets = new Map<string, string>();
  const [book, relations] = [parts.get('xl/workbook.xml'), parts.get('xl/_rels/workbook.xml.rels')];
  if (!book || !relations) {
    throw new WorkbookFault('NO_WORKBOOK');
  }
  await heard(open(book), {
    ...DEAF,
    start: (name, attribute) => {
      if (name === 'workbookPr' && ['1', 'true'].includes(attribute('date1904') ?? '')) {
        throw new WorkbookFault('FOREIGN', 'date1904');
      }
      first.id ??= name === 'sheet' ? (attribute('r:id') ?? attribute('id')) : null;
    },
  });
  await heard(open(relations), {
    ...DEAF,
    start: (name, attribute) => {
      if (name === 'Relationship') {
        if (attribute('TargetMode')?.toLowerCase() === 'external') {
          throw new WorkbookFault('FOREIGN', attribute('Target')?.slice(0, 80));
        }
        targets.set(attribute('Id') ?? '', attribute('Target') ?? '');
      }
    },
  });
  const target = targets.get(first.id ?? '') ?? '';
  const sheet = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  if (!sheet) {
    throw new WorkbookFault('NO_WORKBOOK');
  }
  return sheet;
}

const DEAF = { start: () => undefined, end: () => undefined, text: () => undefined };

async function heard(pieces: AsyncGenerator<string>, hearing: ConstructorParameters<typeof Markup>[0]): Promise<void> {
  const markup = new Markup(hearing);
  for await (const piece of whole(pieces)) {
    guarded(() => markup.take(piece));
  }
  guarded(() => markup.finish());
}

/** What cannot be unfolded is broken. */
async function* whole(pieces: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield* pieces;
  } catch (error) {
    throw error instanceof WorkbookFault ? error : new WorkbookFault('BROKEN');
  }
}

function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw error instanceof WorkbookFault ? error : new WorkbookFault('BROKEN');
  }
}

/** Puts together what stands in `t` and `v`, without phonetic guides. */
class Words {
  private parts: string[] = [];
  private length = 0;
  private phonetic = 0;
  protected hears = false;

  start(name: string): void {
    this.phonetic += name === 'rPh' ? 1 : 0;
    this.hears ||= name === 't' || name === 'v';
  }

  end(name: string): void {
    this.phonetic -= name === 'rPh' ? 1 : 0;
    this.hears &&= name !== 't' && name !== 'v';
  }

  text(words: string): void {
    if (this.hears && this.phonetic === 0) {
      this.length += words.length;
      if (this.length > MOST_IN_CELL) {
        throw new WorkbookFault('TOO_LARGE');
      }
      this.parts.push(words);
    }
  }

  protected words(): string {
    const text = this.parts.join('');
    this.parts = [];
    this.length = 0;
    return text
      .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
      .replace(NO_TEXT, '')
      .replace(/\r\n/g, '\n');
  }
}

class Texts extends Words {
  readonly found: string[] = [];

  override end(name: string): void {
    super.end(name);
    if (name === 'si') {
      this.found.push(this.words());
    }
  }
}

interface Row {
  number: number;
  cells: Map<number, string>;
}

class Rows extends Words {
  private rows: Row[] = [];
  private row: Row = { number: 0, cells: new Map() };
  private column = -1;
  private type = 'n';
  private count = 0;

  constructor(private readonly texts: readonly string[]) {
    super();
  }

  taken(): Row[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  override start(name: string, attribute: (name: string) => string | null = () => null): void {
    super.start(name);
    if (name === 'row') {
      const given = Number(attribute('r') ?? NaN);
      this.row = { number: Number.isInteger(given) ? given : this.row.number + 1, cells: new Map() };
      this.column = -1;
    } else if (name === 'c') {
      this.column = placed(attribute('r')) ?? this.column + 1;
      this.type = attribute('t') ?? 'n';
      if (this.column >= MOST_COLUMNS) {
        throw new WorkbookFault('TOO_LARGE', String(this.row.number));
      }
    } else if (name === 'f') {
      throw new WorkbookFault('FORMULA', placeOf(this.row.number, this.column));
    }
  }

  override end(name: string): void {
    super.end(name);
    if (name === 'c') {
      this.cell();
    } else if (name === 'row' && this.row.cells.size > 0) {
      this.count += 1;
      if (this.count > MOST_ROWS) {
        throw new WorkbookFault('TOO_LARGE');
      }
      this.rows.push(this.row);
    }
  }

  private cell(): void {
    const written = this.words();
    if (written === '') {
      return;
    }
    if (this.type === 'e') {
      throw new WorkbookFault('FORMULA', placeOf(this.row.number, this.column));
    }
    const text = this.type === 's' ? this.texts[Number(written)] : this.type === 'n' ? numbered(written) : written;
    if (text === undefined) {
      throw new WorkbookFault('BROKEN');
    }
    if (text !== '') {
      this.row.cells.set(this.column, text);
    }
  }
}

/** Finds the headings, and tells which rows come behind them. */
class Head {
  found = false;
  private looked = 0;

  isPast(row: Row): boolean {
    if (this.found) {
      return true;
    }
    if (same(row.cells.get(0), COLUMNS[0])) {
      const wrong = COLUMNS.findIndex((title, at) => !same(row.cells.get(at), title));
      if (wrong !== -1) {
        throw new WorkbookFault('WRONG_HEAD', `${placeOf(row.number, wrong)}: ${COLUMNS[wrong] ?? ''}`);
      }
      this.found = true;
    }
    this.looked += 1;
    if (!this.found && this.looked >= LOOKED_AT) {
      throw new WorkbookFault('NO_HEAD');
    }
    return false;
  }
}

function same(found: string | undefined, title: string | undefined): boolean {
  const plain = (text = '') => text.replace(/\s+/g, ' ').trim().toLowerCase();
  return plain(found) === plain(title);
}

/** Whole numbers without a point, as people typed them. */
function numbered(text: string): string {
  const value = Number(text);
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : text;
}

function placed(reference: string | null): number | null {
  const letters = /^([A-Z]{1,3})[1-9]\d*$/.exec(reference ?? '')?.[1];
  return letters === undefined
    ? null
    : letters.split('').reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1;
}

/** As people see it: D17. */
export function placeOf(row: number, column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name + String(row);
}
