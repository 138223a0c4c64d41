import { describe, expect, it } from 'vitest';

import { eventReader } from './events';

describe('eventReader', () => {
  it('puts events together from pieces of any size', () => {
    const text = 'event: next\ndata: {"a":1}\n\n: ping\n\nevent: next\ndata: {"a":2}\n\nevent: complete\ndata: \n\n';
    const whole = [
      { event: 'next', data: '{"a":1}' },
      { event: 'next', data: '{"a":2}' },
      { event: 'complete', data: '' },
    ];
    for (const size of [1, 2, 7, text.length]) {
      const read = eventReader();
      const found = [];
      for (let at = 0; at < text.length; at += size) {
        found.push(...read(text.slice(at, at + size)));
      }
      expect(found).toEqual(whole);
    }
  });

  it('keeps colons and spaces inside of data, and joins its lines', () => {
    expect(eventReader()('data: a: b\ndata:  c\n\n')).toEqual([{ event: 'message', data: 'a: b\n c' }]);
  });

  it('hears heartbeats as nothing', () => {
    expect(eventReader()(': ping\n\n: ping\n\n')).toEqual([]);
  });
});
