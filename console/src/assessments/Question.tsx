// One question as it was answered, with what proves it and what is on record beside it.
import type { CampaignHeadFragment, SheetItemFragment } from '../graph/generated/graphql';
import { Icon } from '../kit/icons';
import { shownIn } from '../pure/figures';
import { useTexts } from '../texts/texts';

type Categories = CampaignHeadFragment['questionSet']['categories'];

interface QuestionProps {
  of: SheetItemFragment;
  /** The category under which it stands. */
  group: string | null;
  categories: Categories;
}

export function Question({ of, group, categories }: QuestionProps) {
  const texts = useTexts();
  const t = texts.assessments;
  return (
    <li className="card question">
      <p className="question-text">
        <span className="question-number">{of.question.number}.</span> {of.question.text}
      </p>
      {of.value === null ? (
        <p className="soft">{t.notAnswered}</p>
      ) : (
        <p className="question-value">
          <strong>{of.value}</strong> {t.levels[of.value]}
        </p>
      )}
      {of.evidence && <p className="long-text">{of.evidence}</p>}
      {of.link && (
        <p>
          <a href={of.link} target="_blank" rel="noreferrer">
            <Icon name="globe" size={15} /> {t.openLink}
          </a>
        </p>
      )}
      <Beside of={of} group={group} categories={categories} />
    </li>
  );
}

/** In which other categories it counts, and who was trained. */
export function Beside({ of, group, categories }: QuestionProps) {
  const texts = useTexts();
  const t = texts.assessments;
  const others = of.question.categories
    .filter((link) => link.category !== group)
    .map((link) => categories.find((one) => one.code === link.category)?.name ?? link.category);
  return (
    <>
      {others.length > 0 && <p className="hint">{t.alsoIn(others.join(', '))}</p>}
      {of.training && (
        <p className="hint">
          {t.onRecord(of.training.trained, of.training.personnel)}
          {of.training.share && ` (${shownIn(texts.locale, of.training.share.shown)} %)`}
        </p>
      )}
    </>
  );
}
