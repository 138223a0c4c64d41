// What comes in a stream of XML: elements that begin and end, and the text between? Only what a workbook needs of it.

export interface Hearing {
  start: (name: string, attribute: (name: string) => string | null) => void;
  end: (name: string) => void;
  text: (words: string) => void;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Takes pieces of a document as they come. Throws for document types: nothing is looked up elsewhere. */
export class Markup {
  private rest = '';

  constructor(private readonly hearing: Hearing) {}

  take(piece: string): void {
    const text = this.rest + piece;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open === -1) {
        break;
      }
      const close = this.endOf(text, open);
      if (close === -1) {
        // An element that is not whole yet waits for the next piece, with the text before it.
        break;
      }
      if (open > at) {
        this.hearing.text(plain(text.slice(at, open)));
      }
      this.element(text.slice(open + 1, close));
      at = close + 1;
    }
    this.rest = text.slice(at);
  }

  /** Everything came: nothing may be left open. */
  finish(): void {
    if (this.rest.trim() !== '') {
      throw new Error('unfinished');
    }
  }

  private endOf(text: string, open: number): number {
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open);
      return end === -1 ? -1 : end + 2;
    }
    if (text.startsWith('<![CDATA[', open)) {
      const end = text.indexOf(']]>', open);
      return end === -1 ? -1 : end + 2;
    }
    let quote = '';
    for (let at = open + 1; at < text.length; at += 1) {
      const sign = text[at] ?? '';
      if (quote === '') {
        if (sign === '>') {
          return at;
        }
        quote = sign === '"' || sign === "'" ? sign : '';
      } else if (sign === quote) {
        quote = '';
      }
    }
    return -1;
  }

  private element(inside: string): void {
    if (inside.startsWith('![CDATA[')) {
      this.hearing.text(inside.slice(8, -2));
    } else if (inside.startsWith('!--') || inside.startsWith('?')) {
      return;
    } else if (inside.startsWith('!')) {
      throw new Error('document type');
    } else if (inside.startsWith('/')) {
      this.hearing.end(local(inside.slice(1).trim()));
    } else {
      const empty = inside.endsWith('/');
      const name = local(/^[^\s/]+/.exec(inside)?.[0] ?? '');
      this.hearing.start(name, (wanted) => attributeOf(inside, wanted));
      if (empty) {
        this.hearing.end(name);
      }
    }
  }
}

function attributeOf(inside: string, wanted: string): string | null {
  const found = new RegExp(`\\s(?:[\\w.-]+:)?${wanted}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(inside);
  return found === null ? null : plain(found[1] ?? found[2] ?? '');
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function plain(text: string): string {
  return text.includes('&')
    ? text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, name: string) => {
        if (!name.startsWith('#')) {
          return ENTITIES[name] ?? whole;
        }
        const code = name[1] === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
        return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '';
      })
    : text;
}
