// How does a person hear that something was done?
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';

import { useTexts } from '../texts/texts';
import { IconButton } from './Button';
import { Icon, type IconName } from './icons';

interface Toast {
  id: number;
  text: string;
  icon: IconName;
}

/** Without an icon: something was done. */
type Say = (text: string, icon?: IconName) => void;

const STAYS = 6000;
const ToastContext = createContext<Say>(() => undefined);

export function Toasting({ children }: { children: ReactNode }) {
  const texts = useTexts();
  const [toasts, setToasts] = useState<Toast[]>([]);
  const next = useRef(1);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const say = useCallback(
    (text: string, icon: IconName = 'check') => {
      const id = next.current;
      next.current += 1;
      setToasts((all) => [...all.slice(-2), { id, text, icon }]);
      setTimeout(() => drop(id), STAYS);
    },
    [drop],
  );
  const list = useMemo(
    () => (
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className="toast">
            <Icon name={toast.icon} />
            <span>{toast.text}</span>
            <IconButton icon="close" label={texts.app.close} onClick={() => drop(toast.id)} />
          </div>
        ))}
      </div>
    ),
    [toasts, drop, texts],
  );
  return (
    <ToastContext value={say}>
      {children}
      {list}
    </ToastContext>
  );
}

export function useToast(): Say {
  return use(ToastContext);
}
