// Which receipts does this tab hold? As long as it is open: the computer may be everybody's.
import type { Receipt } from '../graph/client';
import { storage } from '../pure/memory';

const KEPT = 'tuntas.tanda-terima';

export function heldReceipt(): Receipt | null {
  try {
    const found = JSON.parse(storage('session').getItem(KEPT) ?? 'null') as Partial<Receipt> | null;
    return typeof found?.code === 'string' && typeof found.secret === 'string' ? (found as Receipt) : null;
  } catch {
    return null;
  }
}

export function holdReceipt(receipt: Receipt | null): void {
  if (receipt === null) {
    storage('session').removeItem(KEPT);
  } else {
    storage('session').setItem(KEPT, JSON.stringify(receipt));
  }
}
