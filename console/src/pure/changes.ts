// Which rows of a sheet did its reader write into, and what lies there now that was not there when it was opened?

export type Cells = Record<string, string>;

/** The rows, by name, of which a cell reads otherwise than when the form was opened; only these are sent. */
export function changedRows(opened: Record<string, Cells>, written: Record<string, Cells>): string[] {
  return Object.keys(written).filter((name) => differing(opened[name] ?? {}, written[name] ?? {}).length > 0);
}

/** The cells in which two versions of a row differ. */
export function differing(before: Cells, after: Cells): string[] {
  const cells = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...cells].filter((cell) => (before[cell] ?? '') !== (after[cell] ?? ''));
}
