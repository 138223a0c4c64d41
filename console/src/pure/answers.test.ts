import { describe, expect, it } from 'vitest';

import { changed, grouped, isLink, revived, sendable, unsent, type Answers } from './answers';

const KEPT: Answers = { 1: { value: 3, evidence: 'SK 1', link: '' } };

describe('answers on their way', () => {
  it('begin with what the service kept', () => {
    expect(changed(KEPT, {}, 1, { value: 4 })).toEqual({ 1: { value: 4, evidence: 'SK 1', link: '' } });
    expect(changed(KEPT, {}, 2, { evidence: 'x' })).toEqual({ 2: { value: null, evidence: 'x', link: '' } });
  });

  it('are nothing once they are what the service kept', () => {
    const pending = changed(KEPT, {}, 1, { value: 4 });
    expect(changed(KEPT, pending, 1, { value: 3 })).toEqual({});
  });

  it('are sent only with a level, and with a whole link or none', () => {
    const pending: Answers = {
      1: { value: 2, evidence: ' SK 1 ', link: '' },
      2: { value: null, evidence: 'SK 2', link: '' },
      3: { value: 4, evidence: '', link: 'https:/' },
      4: { value: 4, evidence: '', link: 'https://bukti.example/4' },
    };
    expect(sendable(pending)).toEqual([
      { question: 1, value: 2, evidence: 'SK 1', link: '' },
      { question: 4, value: 4, evidence: '', link: 'https://bukti.example/4' },
    ]);
  });

  it('stay when they were changed while they were sent', () => {
    const pending: Answers = { 1: { value: 2, evidence: 'SK 1 ', link: '' }, 2: { value: 1, evidence: '', link: '' } };
    const sent = sendable(pending);
    expect(unsent(pending, sent)).toEqual({});
    const later = changed({}, pending, 2, { value: 2 });
    expect(unsent(later, sent)).toEqual({ 2: { value: 2, evidence: '', link: '' } });
  });

  it('come back from this device, and nothing else does', () => {
    const kept = { 1: { value: 2, evidence: 'a', link: '' }, 2: { value: 9, evidence: '', link: '' }, x: 1, 3: null };
    expect(revived(JSON.parse(JSON.stringify(kept)) as Record<string, unknown>)).toEqual({
      1: { value: 2, evidence: 'a', link: '' },
      2: { value: null, evidence: '', link: '' },
    });
    expect(revived(null)).toEqual({});
  });

  it.each([
    ['', true],
    ['https://a.b/c', true],
    ['http://a.b', false],
    ['javascript:alert(1)', false],
    ['https://', false],
  ])('a link: %s', (text, fine) => expect(isLink(text)).toBe(fine));
});

describe('groups', () => {
  const item = (number: number, ...categories: string[]) => ({
    question: { number, categories: categories.map((category) => ({ category })) },
  });
  it('have every question once, under the first of its categories', () => {
    const items = [item(1, 'B'), item(2, 'B', 'A'), item(3)];
    const found = grouped(items, ['A', 'B', 'C']).map((one) => [
      one.category,
      ...one.items.map((i) => i.question.number),
    ]);
    expect(found).toEqual([
      ['A', 2],
      ['B', 1],
      [null, 3],
    ]);
  });
});
