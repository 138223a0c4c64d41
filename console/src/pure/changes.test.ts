import { describe, expect, it } from 'vitest';

import { changedRows, differing } from './changes';

describe('rows that were written into', () => {
  const opened = { a: { realised: '12', spent: '' }, b: { realised: '', spent: '' } };

  it('are those of which a cell reads otherwise', () => {
    expect(changedRows(opened, opened)).toEqual([]);
    expect(changedRows(opened, { ...opened, b: { realised: '1', spent: '' } })).toEqual(['b']);
    expect(changedRows(opened, { ...opened, a: { realised: '', spent: '' } })).toEqual(['a']);
    expect(changedRows({}, { c: { realised: '1' } })).toEqual(['c']);
  });

  it('differ cell by cell', () => {
    expect(differing({ realised: '12', spent: '5' }, { realised: '13', spent: '5' })).toEqual(['realised']);
    expect(differing({ realised: '12' }, {})).toEqual(['realised']);
    expect(differing({}, { realised: '' })).toEqual([]);
  });
});
