import { expect, it } from 'vitest';

import { spanOf, twelveMonths } from './periods';

it('knows the days of a choice', () => {
  expect(spanOf('MONTH', '2028-02-10')).toEqual({ firstDay: '2028-02-01', lastDay: '2028-02-29' });
  expect(spanOf('LAST_MONTH', '2026-01-31')).toEqual({ firstDay: '2025-12-01', lastDay: '2025-12-31' });
  expect(spanOf('YEAR', '2026-11-23')).toEqual({ firstDay: '2026-01-01', lastDay: '2026-12-31' });
  expect(spanOf('LAST_YEAR', '2026-11-23')).toEqual({ firstDay: '2025-01-01', lastDay: '2025-12-31' });
  expect(twelveMonths('2026-11-23')).toEqual({ firstDay: '2025-12-01', lastDay: '2026-11-30' });
});
