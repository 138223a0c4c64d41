// How does a plan lie on the screen: which node hangs below which, and how deep?

interface Node {
  code: string;
  parentCode: string | null;
}

export interface Branch<Of> {
  node: Of;
  /** 0 below the top. */
  depth: number;
}

export interface Trunk<Of> {
  top: Of;
  below: Branch<Of>[];
}

/** Nodes under the one at the top that they belong to, in the order in which they come: depth first. */
export function trunks<Of extends Node>(nodes: readonly Of[]): Trunk<Of>[] {
  const depths = new Map<string, number>();
  const found: Trunk<Of>[] = [];
  for (const node of nodes) {
    const above = node.parentCode === null ? undefined : depths.get(node.parentCode);
    const trunk = found[found.length - 1];
    depths.set(node.code, above === undefined ? 0 : above + 1);
    if (above === undefined || trunk === undefined) {
      found.push({ top: node, below: [] });
    } else {
      trunk.below.push({ node, depth: above });
    }
  }
  return found;
}

export interface Week {
  year: number;
  month: number;
  week: number;
}

/** Weeks gathered by their month, in their order. */
export function byMonth(weeks: readonly Week[]): { year: number; month: number; weeks: number[] }[] {
  const months: { year: number; month: number; weeks: number[] }[] = [];
  for (const { year, month, week } of weeks) {
    const last = months[months.length - 1];
    if (last?.year === year && last.month === month) {
      last.weeks.push(week);
    } else {
      months.push({ year, month, weeks: [week] });
    }
  }
  return months;
}

/** The month of a plan that somebody most likely wants: this one, or the nearest that the plan has. */
export function nearestMonth(first: number, last: number, today: string): { year: number; month: number } {
  const [year = first, month = 1] = today.split('-').map(Number);
  if (year < first) {
    return { year: first, month: 1 };
  }
  return year > last ? { year: last, month: 12 } : { year, month };
}

/** The month before or after; null outside of the plan's years. */
export function neighbour(
  at: { year: number; month: number },
  by: 1 | -1,
  first: number,
  last: number,
): { year: number; month: number } | null {
  const count = at.year * 12 + (at.month - 1) + by;
  const year = Math.floor(count / 12);
  return year < first || year > last ? null : { year, month: (count % 12) + 1 };
}
