// What did somebody type as a tracking code or a receipt's secret, and is it one?
//
// The same reading as rules/tracking_codes.py: Crockford's base 32, spaces and hyphens are free, I and L are 1, O is 0.

const SIGNS = /^[0-9A-HJKMNP-TV-Z]+$/;
const CODE = 12;
const SECRET = 16;

function normal(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0');
}

function grouped(text: string, length: number): string | null {
  const found = normal(text);
  return found.length === length && SIGNS.test(found) ? (found.match(/.{4}/g) ?? []).join('-') : null;
}

/** K7QW-2M9D-XH4C, or null. */
export function trackingCode(text: string): string | null {
  return grouped(text, CODE);
}

/** In groups of four, or null. */
export function receiptSecret(text: string): string | null {
  return grouped(text, SECRET);
}
