import { describe, expect, it } from 'vitest';

import { placeOf, reportsOf, WorkbookFault } from './workbook';

const HEAD = [
  'Tracking ID', 'Tanggal Laporan Masuk', 'Waktu Laporan Masuk', 'Nama Pelapor', 'Klasifikasi Laporan', 'ID Kategori',
  'Kategori', 'Judul Laporan', 'Isi Laporan Awal', 'Isi Laporan Akhir', 'Tipe Laporan', 'Sumber Laporan',
  'Instansi Induk', 'ID Instansi Terdisposisi', 'Instansi Terdisposisi', 'Status Laporan', 'Alasan Tunda/Arsip',
  'Provinsi', 'Kota/Kabupaten', 'Kecamatan', 'Kelurahan', 'Nomor SK', 'Url SK', 'Url Dokumen Laporan Tahunan',
  'Laporan yang Masuk melalui Kanal Aduan Setwapres', 'Rating',
]; // prettier-ignore

const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`;
const sheet = (...rows: string[]) =>
  `<?xml version="1.0"?><worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`;
const HEADINGS = row(3, ...HEAD.map((title) => inline(title.toUpperCase().replace(' ', '  '))));

/** An archive whose parts are stored as they are. */
function archive(parts: Record<string, string>): Blob {
  const encoder = new TextEncoder();
  const [files, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [title, data] = [encoder.encode(name), encoder.encode(text)];
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(26, title.length, true);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint32(20, data.length, true);
    entry.setUint32(24, data.length, true);
    entry.setUint16(28, title.length, true);
    entry.setUint32(42, at, true);
    files.push(new Uint8Array(local.buffer), title, data);
    directory.push(new Uint8Array(entry.buffer), title);
    at += 30 + title.length + data.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, Object.keys(parts).length, true);
  end.setUint32(12, directory.reduce((sum, part) => sum + part.length, 0), true); // prettier-ignore
  end.setUint32(16, at, true);
  return new Blob([...files, ...directory, new Uint8Array(end.buffer)] as BlobPart[]);
}

function workbook(rows: string, more: Record<string, string> = {}): Blob {
  return archive({
    'xl/workbook.xml': '<workbook><sheets><sheet name="a" r:id="rId7"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': rows,
    ...more,
  });
}

async function read(file: Blob) {
  const found = [];
  for await (const report of reportsOf(file)) {
    found.push(report);
  }
  return found;
}

async function faultOf(file: Blob): Promise<string> {
  const error: unknown = await read(file).catch((told: unknown) => told);
  return error instanceof WorkbookFault ? `${error.fault} ${error.place}`.trim() : String(error);
}

describe("LAPOR!'s export", () => {
  it('is read with the lines of its reports', async () => {
    const rows = sheet(
      row(1, inline('Laporan 2026')),
      HEADINGS,
      row(5, '<c r="A5" t="s"><v>1</v></c>', '<c r="H5"><v>44197.0</v></c>', inline('Jalan &lt;rusak&gt; &#38; gelap')),
      row(6, inline(' ')),
      row(7, inline('7654321')),
    );
    const texts = '<sst><si><t>x</t></si><si><r><t>12</t></r><r><t>34</t></r><rPh><t>no</t></rPh></si></sst>';
    const [first, second, ...rest] = await read(workbook(rows, { 'xl/sharedStrings.xml': texts }));
    expect(first?.line).toBe(5);
    expect([first?.cells[0], first?.cells[7], first?.cells[8]]).toEqual(['1234', '44197', 'Jalan <rusak> & gelap']);
    expect(first?.cells).toHaveLength(26);
    expect([second?.line, rest]).toEqual([7, []]);
  });

  it('is refused where it is something else', async () => {
    const report = row(4, inline('1'), '<c r="D4"><f>1+1</f><v>2</v></c>');
    expect(await faultOf(new Blob(['not at all']))).toBe('NO_WORKBOOK');
    expect(await faultOf(new Blob([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0])]))).toBe('ENCRYPTED');
    expect(await faultOf(workbook(sheet(HEADINGS, report)))).toBe('FORMULA D4');
    expect(await faultOf(workbook(sheet(row(1, inline('Nomor')))))).toBe('NO_HEAD');
    expect(await faultOf(workbook(sheet(row(2, inline('Tracking ID'), inline('Jam')))))).toBe(
      'WRONG_HEAD B2: Tanggal Laporan Masuk',
    );
    expect(await faultOf(workbook(sheet(HEADINGS), { 'xl/vbaProject.bin': '' }))).toBe('FOREIGN xl/vbaProject.bin');
    expect(await faultOf(workbook(`<!DOCTYPE x [<!ENTITY a "b">]>${sheet(HEADINGS)}`))).toBe('BROKEN');
    expect(await faultOf(workbook(sheet(HEADINGS).slice(0, -5)))).toBe('BROKEN');
  });

  it('names cells as people see them', () => {
    expect([placeOf(17, 3), placeOf(1, 25), placeOf(2, 26)]).toEqual(['D17', 'Z1', 'AA2']);
  });
});
