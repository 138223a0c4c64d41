// Choosing a unit, a pemda or a topic.
import { useCallback } from 'react';

import { useAsk } from '../graph/asking';
import {
  FindByCodeDocument,
  PickCasesDocument,
  PickPemdaDocument,
  PickTopicsDocument,
  PickUnitsDocument,
  PossibleDuplicatesDocument,
  type Status,
} from '../graph/generated/graphql';
import { trackingCode } from '../pure/tracking';
import { useTexts } from '../texts/texts';
import { Combo, type Picked } from './Combo';
import type { Frame } from './fields';

type Choosing = Frame & { value: Picked | null; onChange: (value: Picked | null) => void };

/** Units of a pemda (the viewer's own when none is named); `except` leaves some out. */
export function UnitPicker(props: Choosing & { pemda?: string | null; except?: readonly string[] }) {
  const { pemda = null, except, ...rest } = props;
  const ask = useAsk();
  const left = except?.join(' ') ?? '';
  const find = useCallback(
    async (words: string) => {
      const { data } = await ask(PickUnitsDocument, { pemda, search: words.trim() || null, under: null });
      return (data?.units.nodes ?? [])
        .filter((unit) => unit.level > 0 && !left.includes(unit.id))
        .map((unit) => ({ id: unit.id, label: unit.name, hint: unit.level > 1 ? unit.parent?.name : undefined }));
    },
    [ask, pemda, left],
  );
  return <Combo {...rest} find={find} />;
}

/** Pemda by name; what is chosen is the kode wilayah. */
export function PemdaPicker(
  props: Choosing & { connectedOnly?: boolean; within?: string | null; placeholder?: string },
) {
  const { connectedOnly = false, within = null, ...rest } = props;
  const ask = useAsk();
  const texts = useTexts();
  const find = useCallback(
    async (words: string) => {
      const { data } = await ask(PickPemdaDocument, {
        search: words.trim() || null,
        enrolled: connectedOnly ? true : null,
        within,
      });
      return (data?.pemdas.nodes ?? []).map((pemda) => ({
        id: pemda.code,
        label: pemda.name,
        hint: pemda.province?.name ?? texts.words.pemdaLevel[pemda.level],
      }));
    },
    [ask, connectedOnly, within, texts],
  );
  return <Combo {...rest} find={find} />;
}

export function TopicPicker(props: Choosing & { pemda?: string | null }) {
  const { pemda = null, ...rest } = props;
  const ask = useAsk();
  const find = useCallback(
    async (words: string) => {
      const { data } = await ask(PickTopicsDocument, { pemda, search: words.trim() || null });
      return (data?.topics.nodes ?? []).map((topic) => ({ id: topic.id, label: topic.name, hint: topic.parent?.name }));
    },
    [ask, pemda],
  );
  return <Combo {...rest} find={find} />;
}

/** Another case: first what may be the same as `near`, then what is searched for, by words or by its code. */
export function CasePicker(props: Choosing & { near: string }) {
  const { near, ...rest } = props;
  const ask = useAsk();
  const texts = useTexts();
  const find = useCallback(
    async (words: string) => {
      const found = await candidates(ask, near, words.trim());
      return found
        .filter((one) => one.id !== near)
        .map((one) => ({
          id: one.id,
          label: one.title,
          hint: `${one.trackingCode} · ${texts.words.status[one.status]}`,
        }));
    },
    [ask, near, texts],
  );
  return <Combo {...rest} find={find} />;
}

interface Candidate {
  id: string;
  title: string;
  trackingCode: string;
  status: Status;
}

async function candidates(ask: ReturnType<typeof useAsk>, near: string, words: string): Promise<Candidate[]> {
  const code = trackingCode(words);
  if (code !== null) {
    const { data } = await ask(FindByCodeDocument, { code });
    return data?.complaintByCode ? [data.complaintByCode] : [];
  }
  if (words.length >= 3) {
    const { data } = await ask(PickCasesDocument, { text: words });
    return data?.complaints.nodes ?? [];
  }
  const { data } = await ask(PossibleDuplicatesDocument, { id: near });
  return data?.complaint?.possibleDuplicates.map((one) => one.complaint) ?? [];
}
