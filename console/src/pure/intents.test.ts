import { beforeEach, describe, expect, it } from 'vitest';

import { fulfilled, intentKey, newKey, weakPrint } from './intents';
import { memory } from './memory';

let drawer: Storage;
const scope = 'akun:laporan:ANSWER';

beforeEach(() => {
  drawer = memory();
});

describe('intentKey', () => {
  it('is the same for the same input, so that a retry acts once', async () => {
    const first = await intentKey(drawer, scope, { body: 'Selesai', version: 4, attachments: ['a'] });
    expect(await intentKey(drawer, scope, { version: 4, attachments: ['a'], body: 'Selesai' })).toBe(first);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['another text', { body: 'Selesai.', version: 4 }],
    ['a newer version', { body: 'Selesai', version: 5 }],
    ['another file', { body: 'Selesai', version: 4, attachments: ['b'] }],
  ])('is another one for %s', async (_, input) => {
    const first = await intentKey(drawer, scope, { body: 'Selesai', version: 4 });
    expect(await intentKey(drawer, scope, input)).not.toBe(first);
  });

  it('outlives the page', async () => {
    const first = await intentKey(drawer, scope, { body: 'Selesai' });
    const reopened = memory();
    reopened.setItem(drawer.key(0) ?? '', drawer.getItem(drawer.key(0) ?? '') ?? '');
    expect(await intentKey(reopened, scope, { body: 'Selesai' })).toBe(first);
  });

  it('is new after the intent was fulfilled: the same comment may be made twice', async () => {
    const first = await intentKey(drawer, scope, { body: 'Terima kasih' });
    fulfilled(drawer, scope);
    expect(await intentKey(drawer, scope, { body: 'Terima kasih' })).not.toBe(first);
  });

  it('is not shared between forms', async () => {
    const first = await intentKey(drawer, scope, { body: 'Selesai' });
    expect(await intentKey(drawer, 'akun:laporan:NOTE', { body: 'Selesai' })).not.toBe(first);
  });

  it('keeps nothing readable of what was written', async () => {
    await intentKey(drawer, scope, { body: 'rahasia sekali' });
    expect(drawer.getItem(drawer.key(0) ?? '')).not.toContain('rahasia');
  });
});

describe('prints', () => {
  it('differ without SubtleCrypto too', () => {
    const print = (text: string) => weakPrint(new TextEncoder().encode(text));
    const many = new Set(Array.from({ length: 2000 }, (_, number) => print(`{"body":"${number}"}`)));
    expect(many.size).toBe(2000);
    expect(print('a')).toBe(print('a'));
  });

  it('keys do not repeat', () => {
    expect(new Set(Array.from({ length: 500 }, newKey)).size).toBe(500);
  });
});
