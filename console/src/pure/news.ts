// What does news from a desk change in a list that is already on the screen?

export interface Line {
  id: string;
  version: number;
}

export interface Listed<Of extends Line> {
  lines: Of[];
  /** How many pieces of news the list does not show yet. */
  unseen: number;
}

/**
 * Lines that are shown are replaced in place: nothing jumps under somebody's finger. What is new is only counted, and
 * shown when the reader asks. News without a complaint mean that something left, or that news were missed.
 */
export function withNews<Of extends Line>(list: Listed<Of>, complaint: Of | null): Listed<Of> {
  if (complaint === null) {
    return { ...list, unseen: list.unseen + 1 };
  }
  const at = list.lines.findIndex((line) => line.id === complaint.id);
  if (at < 0) {
    return { ...list, unseen: list.unseen + 1 };
  }
  const shown = list.lines[at];
  if (shown !== undefined && shown.version >= complaint.version) {
    return list;
  }
  return { ...list, lines: list.lines.map((line, index) => (index === at ? complaint : line)) };
}

/** More lines after those that are there; a case that moved between two pages is not shown twice. */
export function appended<Of extends Line>(lines: Of[], more: Of[]): Of[] {
  const known = new Set(lines.map((line) => line.id));
  return [...lines, ...more.filter((line) => !known.has(line.id))];
}
