// What the Ombudsman decided on a case: for its offices and its reporter, in the same words.
import type { OmbudsmanFinding, RuledFragment } from '../graph/generated/graphql';
import { Chip } from '../kit/chips';
import { type IconName } from '../kit/icons';
import { plainDay } from '../pure/moments';
import { useTexts } from '../texts/texts';

const SIGN: Record<OmbudsmanFinding, IconName> = {
  MALADMINISTRATION_FOUND: 'alert',
  NOT_FOUND: 'check',
  MEDIATED: 'people',
  CLOSED: 'archive',
};

export function Decisions({ of }: { of: RuledFragment[] }) {
  const texts = useTexts();
  if (of.length === 0) {
    return null;
  }
  return (
    <section className="card decisions" aria-labelledby="decisions">
      <h2 id="decisions">{texts.case.decisions}</h2>
      <ol>
        {of.map((decision) => (
          <li key={decision.at}>
            <Ruling of={decision} />
            <p className="said-body">{decision.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The finding, with the number and the date under which it can be looked up. */
export function Ruling({ of }: { of: RuledFragment }) {
  const texts = useTexts();
  return (
    <p className="ruling">
      {of.finding === 'MALADMINISTRATION_FOUND' ? (
        <Chip icon={SIGN[of.finding]} tone="late">
          {texts.words.finding[of.finding]}
        </Chip>
      ) : (
        <Chip icon={SIGN[of.finding]}>{texts.words.finding[of.finding]}</Chip>
      )}
      <span className="soft">{texts.case.decisionNumber(of.number, plainDay(of.decidedOn, texts.locale))}</span>
    </p>
  );
}
