// Which rows does a form have that grows while it is written? `count` says how many were begun, `<n>.gone` which left.
export type Written = Record<string, unknown>;

export function countOf(values: Written): number {
  return Number(values.count ?? 0);
}

/** The numbers of the rows that are still there: a row keeps its number when another one leaves. */
export function rowsIn(values: Written): number[] {
  return Array.from({ length: countOf(values) }, (_, row) => row).filter((row) => values[`${row}.gone`] !== true);
}

export function isThere(values: Written, row: number): boolean {
  return row < countOf(values) && values[`${row}.gone`] !== true;
}
