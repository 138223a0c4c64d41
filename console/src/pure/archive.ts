// What is inside of a ZIP archive, and how is one part of it unfolded, a piece at a time, no further than allowed?

export interface Part {
  name: string;
  method: number;
  encrypted: boolean;
  packed: number;
  size: number;
  at: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

/** The parts of an archive; null when it is none. */
export async function partsOf(file: Blob): Promise<Part[] | null> {
  const from = Math.max(0, file.size - END_SIZE - LONGEST_COMMENT);
  const tail = new DataView(await file.slice(from).arrayBuffer());
  let end = tail.byteLength - END_SIZE;
  while (end >= 0 && tail.getUint32(end, true) !== END) {
    end -= 1;
  }
  if (end < 0) {
    return null;
  }
  const [count, size, at] = [
    tail.getUint16(end + 10, true),
    tail.getUint32(end + 12, true),
    tail.getUint32(end + 16, true),
  ];
  const directory = new DataView(await file.slice(at, at + size).arrayBuffer());
  const parts: Part[] = [];
  for (let offset = 0, n = 0; n < count && offset + 46 <= directory.byteLength; n += 1) {
    if (directory.getUint32(offset, true) !== ENTRY) {
      return null;
    }
    const length = directory.getUint16(offset + 28, true);
    const name = new Uint8Array(directory.buffer, offset + 46, length);
    parts.push({
      name: new TextDecoder().decode(name),
      method: directory.getUint16(offset + 10, true),
      encrypted: (directory.getUint16(offset + 8, true) & 1) === 1,
      packed: directory.getUint32(offset + 20, true),
      size: directory.getUint32(offset + 24, true),
      at: directory.getUint32(offset + 42, true),
    });
    offset += 46 + length + directory.getUint16(offset + 30, true) + directory.getUint16(offset + 32, true);
  }
  return parts;
}

/** Its text, piece by piece. Throws when it cannot be unfolded; `spend` may throw when it is too much. */
export async function* textOf(file: Blob, part: Part, spend: (bytes: number) => void): AsyncGenerator<string> {
  const head = new DataView(await file.slice(part.at, part.at + 30).arrayBuffer());
  const begin = part.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = file.slice(begin, begin + part.packed).stream();
  if (part.method !== STORED && part.method !== DEFLATED) {
    throw new Error('unknown method');
  }
  const unfolded: ReadableStream<Uint8Array> =
    part.method === STORED ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = unfolded.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        yield decoder.decode();
        return;
      }
      spend(value.byteLength);
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
