// What are the things called whose ids stand in an address? After a reload only the ids are known.
import { useMemo } from 'react';

import { useAsked } from '../graph/asking';
import { FilterNamesDocument } from '../graph/generated/graphql';
import type { Picked } from './Combo';

export function useNames(named: readonly (string | null)[]): (id: string | null) => Picked | null {
  const key = named.filter((id) => id !== null).join(' ');
  const variables = useMemo(() => (key === '' ? null : { ids: key.split(' ') }), [key]);
  const { data } = useAsked(FilterNamesDocument, variables);
  return (id) => {
    const found = data?.nodes.find((node) => node?.id === id);
    return id === null ? null : { id, label: found && 'name' in found ? found.name : '…' };
  };
}
