// A table that is wider than a telephone: it is scrolled by itself, by keyboard too, and the page is not.
import type { ReactNode } from 'react';

/** Named as the heading above it. */
export function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
