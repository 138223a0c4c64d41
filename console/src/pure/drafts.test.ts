import { beforeEach, describe, expect, it } from 'vitest';

import { draftKey, dropDraft, readDraft, saveDraft, sweepDrafts } from './drafts';
import { memory } from './memory';

const WEEK = 7 * 86_400_000;
const key = draftKey('akun', 'jabatan', 'laporan', 'ANSWER');
let drawer: Storage;

beforeEach(() => {
  drawer = memory();
});

describe('drafts', () => {
  it('come back as they were written', () => {
    saveDraft(drawer, key, { body: 'Sudah diperbaiki', outcome: 'SOLVED' }, 1000);
    expect(readDraft(drawer, key, 2000)).toEqual({ body: 'Sudah diperbaiki', outcome: 'SOLVED' });
  });

  it('are forgotten after a week', () => {
    saveDraft(drawer, key, { body: 'lama' }, 0);
    expect(readDraft(drawer, key, WEEK - 1)).not.toBeNull();
    expect(readDraft(drawer, key, WEEK)).toBeNull();
  });

  it('are gone once dropped', () => {
    saveDraft(drawer, key, { body: 'x' }, 0);
    dropDraft(drawer, key);
    expect(readDraft(drawer, key, 0)).toBeNull();
  });

  it('do not trip over what others left in the storage', () => {
    for (const text of ['', 'null', '{}', '[]', '{"at":"gestern","values":{}}', '{"at":1}', '{"at":1,"values":"x"}']) {
      drawer.setItem(key, text);
      expect(readDraft(drawer, key, 0)).toBeNull();
    }
  });

  it('are swept when old, and nothing else is', () => {
    saveDraft(drawer, key, { body: 'lama' }, 0);
    const fresh = draftKey('akun', 'jabatan', 'laporan', 'NOTE');
    saveDraft(drawer, fresh, { body: 'baru' }, WEEK);
    drawer.setItem('tuntas.bahasa', 'id');
    sweepDrafts(drawer, WEEK + 1);
    expect([drawer.getItem(key), drawer.getItem('tuntas.bahasa')]).toEqual([null, 'id']);
    expect(readDraft(drawer, fresh, WEEK + 1)).toEqual({ body: 'baru' });
  });

  it('survive a storage that refuses', () => {
    const refusing = {
      length: 0,
      key: () => null,
      getItem: () => null,
      removeItem: () => undefined,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    expect(() => saveDraft(refusing, key, { body: 'x' }, 0)).not.toThrow();
  });
});
