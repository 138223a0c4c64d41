// How far a report has come, in five steps.
import type { Status } from '../graph/generated/graphql';
import { Icon } from '../kit/icons';
import { useTexts } from '../texts/texts';

const AT: Record<Status, number> = {
  RECEIVED: 0,
  AWAITING_REPORTER: 0,
  DISPOSED: 1,
  IN_PROGRESS: 2,
  ANSWERED: 3,
  CLOSED: 4,
  ARCHIVED: -1,
};

export function Steps({ status }: { status: Status }) {
  const texts = useTexts();
  const at = AT[status];
  if (at < 0) {
    return null;
  }
  return (
    <ol className="steps">
      {Object.values(texts.citizen.steps).map((words, index) => (
        <li
          key={words}
          className={index < at || status === 'CLOSED' ? 'step step-done' : index === at ? 'step step-now' : 'step'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="step-mark">
            {index < at || status === 'CLOSED' ? <Icon name="check" size={14} /> : index + 1}
          </span>
          {words}
        </li>
      ))}
    </ol>
  );
}
