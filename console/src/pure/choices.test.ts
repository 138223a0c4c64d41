import { describe, expect, it } from 'vitest';

import { changedChoices } from './choices';

const BEFORE = [
  { kind: 'ARRIVED', channels: ['EMAIL'] },
  { kind: 'LEFT', channels: [] },
  { kind: 'ESCALATED', channels: ['EMAIL', 'SMS'] },
] satisfies Parameters<typeof changedChoices>[0];

describe('what was chosen', () => {
  it('is sent only where it differs', () => {
    expect(changedChoices(BEFORE, (kind) => kind !== 'LEFT')).toEqual([]);
    expect(changedChoices(BEFORE, () => true)).toEqual([{ kind: 'LEFT', channels: ['EMAIL'] }]);
  });

  it('leaves alone what other programs chose', () => {
    expect(changedChoices(BEFORE, (kind) => kind === 'ARRIVED')).toEqual([{ kind: 'ESCALATED', channels: ['SMS'] }]);
  });
});
