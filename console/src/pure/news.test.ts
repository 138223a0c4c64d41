import { describe, expect, it } from 'vitest';

import { appended, withNews } from './news';

const line = (id: string, version: number) => ({ id, version });
const list = { lines: [line('a', 1), line('b', 3)], unseen: 0 };

describe('withNews', () => {
  it('replaces a line where it stands', () => {
    expect(withNews(list, line('b', 4))).toEqual({ lines: [line('a', 1), line('b', 4)], unseen: 0 });
  });

  it('ignores what is not newer: our own move comes back as news', () => {
    expect(withNews(list, line('b', 3))).toBe(list);
    expect(withNews(list, line('b', 2))).toBe(list);
  });

  it('counts what is new and what was missed, and leaves the lines alone', () => {
    expect(withNews(withNews(list, line('c', 1)), null)).toEqual({ ...list, unseen: 2 });
  });
});

describe('appended', () => {
  it('shows nothing twice', () => {
    expect(appended([line('a', 1)], [line('a', 2), line('b', 1)])).toEqual([line('a', 1), line('b', 1)]);
  });
});
