import { describe, expect, it } from 'vitest';

import type { CaseFragment, ComplaintAction, Status } from '../../graph/generated/graphql';
import { id as texts } from '../../texts/id';
import { offered, specOf } from './catalogue';

const MANY: ComplaintAction[] = [
  'READ',
  'VERIFY',
  'DISPOSE',
  'ANSWER_DIRECTLY',
  'RESPOND',
  'RETURN',
  'NOTE',
  'PUBLISH',
  'RULE',
  'MERGE',
  'ARCHIVE',
  'OPEN_IDENTITY',
];

function aCase(given: Partial<CaseFragment> & { status: Status }): CaseFragment {
  return {
    id: 'C',
    version: 3,
    kind: 'PENGADUAN_TIDAK_BERKADAR',
    verified: false,
    rulingRequired: false,
    published: false,
    secret: false,
    anonymous: false,
    parent: null,
    reporter: null,
    unit: null,
    participants: [],
    versions: [],
    tags: [],
    viewerCan: MANY,
    ...given,
  } as unknown as CaseFragment;
}

const keys = (of: CaseFragment) => offered(of, texts).map((one) => one.spec.key);

describe('what a case offers', () => {
  it('is nothing beyond what its viewer can do', () => {
    expect(keys(aCase({ status: 'RECEIVED', viewerCan: ['READ', 'READ_CASE', 'NOTE'] }))).toEqual(['NOTE']);
    expect(keys(aCase({ status: 'RECEIVED', viewerCan: [] }))).toEqual([]);
  });

  it('begins with verifying, and says why disposing has to wait', () => {
    const found = offered(aCase({ status: 'RECEIVED' }), texts);
    expect(found[0]?.spec.key).toBe('VERIFY');
    expect(found.find((one) => one.spec.key === 'DISPOSE')?.blocked).toBe(texts.case.verifyFirst);
  });

  it('goes on with disposing once verified; verifying again is for the menu', () => {
    const viewerCan = MANY.filter((action) => action !== 'RESPOND');
    const found = keys(aCase({ status: 'RECEIVED', verified: true, viewerCan }));
    expect(found[0]).toBe('DISPOSE');
    expect(found[found.length - 1]).toBe('VERIFY');
  });

  it('begins with the answer where the work is done', () => {
    expect(keys(aCase({ status: 'DISPOSED', viewerCan: ['RESPOND', 'DISPOSE', 'RETURN', 'NOTE'] }))).toEqual([
      'ANSWER',
      'PROGRESS',
      'RETURN',
      'DISPOSE',
      'NOTE',
    ]);
  });

  it('has a ruling before everything else, and only then', () => {
    const torn = keys(aCase({ status: 'RECEIVED', rulingRequired: true, verified: true }));
    expect(torn[0]).toBe('RULE');
    expect(torn).not.toContain('DISPOSE');
    expect(keys(aCase({ status: 'RECEIVED' }))).not.toContain('RULE');
  });

  it('answers only aspirations and questions directly', () => {
    expect(keys(aCase({ status: 'RECEIVED' }))).not.toContain('ANSWER_DIRECTLY');
    expect(keys(aCase({ status: 'RECEIVED', kind: 'ASPIRASI' }))).toContain('ANSWER_DIRECTLY');
  });

  it('lets the Ombudsman record a decision, whatever became of the case', () => {
    const viewerCan: ComplaintAction[] = ['READ', 'RECORD_DECISION'];
    expect(keys(aCase({ status: 'CLOSED', viewerCan }))).toEqual(['RECORD_DECISION']);
    expect(keys(aCase({ status: 'CLOSED' }))).not.toContain('RECORD_DECISION');
  });

  it('publishes what is not public and may be, and takes down what is', () => {
    const of = (given: Partial<CaseFragment>) => keys(aCase({ status: 'DISPOSED', ...given }));
    expect(of({})).toContain('PUBLISH');
    expect(of({ secret: true })).not.toContain('PUBLISH');
    expect(of({ kind: 'PENGADUAN_BERKADAR' })).not.toContain('PUBLISH');
    expect(of({ published: true })).toContain('UNPUBLISH');
  });

  it('does not open an identity that is in sight', () => {
    const reporter = { name: 'Budi', phone: '', email: '', address: '' };
    expect(keys(aCase({ status: 'DISPOSED', reporter }))).not.toContain('OPEN_IDENTITY');
  });
});

describe('what a move sends', () => {
  const subject = { texts, case: aCase({ status: 'RECEIVED' }) };

  it('asks for subject and object only of what is to be forwarded', () => {
    const verify = specOf('VERIFY');
    const met = { identity: 'MET', substance: 'MET', evidence: 'NOT_NEEDED', eligible: 'YA' };
    expect(verify.check?.(met, subject)).toEqual({ subject: texts.form.required, object: texts.form.required });
    expect(verify.check?.({ ...met, evidence: 'NOT_MET' }, subject)).toEqual({});
    expect(verify.input({ ...met, subject: 'Dinas', object: 'Lampu' }, subject)).toMatchObject({
      eligible: true,
      anonymous: false,
    });
  });

  it('wants evidence of who says solved', () => {
    const answer = specOf('ANSWER');
    expect(answer.check?.({ outcome: 'SOLVED' }, subject)).toHaveProperty('evidence');
    expect(answer.check?.({ outcome: 'SOLVED', evidence: 'Foto' }, subject)).toEqual({});
    expect(answer.check?.({ outcome: 'SOLVED', attachments: [{ id: 'U', name: 'a.jpg', size: 1 }] }, subject)).toEqual(
      {},
    );
    expect(answer.check?.({ outcome: 'INFORMATION_GIVEN' }, subject)).toEqual({});
  });

  it('reads tags apart', () => {
    const values = { kind: 'ASPIRASI', topic: null, priority: 'HIGH', tags: ' jalan, ,lampu ' };
    expect(specOf('CLASSIFY').input(values, subject)).toEqual({
      kind: 'ASPIRASI',
      topic: null,
      priority: 'HIGH',
      tags: ['jalan', 'lampu'],
    });
  });
});
