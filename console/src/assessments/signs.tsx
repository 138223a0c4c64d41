// What the stage of an assessment and of a sheet looks like: a sign and a word, never a colour alone.
import type { AssessmentStatus, SheetStatus } from '../graph/generated/graphql';
import { Chip, type ChipTone } from '../kit/chips';
import type { IconName } from '../kit/icons';
import { useTexts } from '../texts/texts';

const STAGE_SIGN: Record<AssessmentStatus, [IconName, ChipTone]> = {
  DRAFT: ['pen', 'soon'],
  OPEN: ['play', 'brand'],
  CHECKING: ['eye', 'today'],
  FINALISED: ['checks', 'good'],
};
const SHEET_SIGN: Record<SheetStatus, [IconName, ChipTone | null]> = {
  BLANK: ['inbox', null],
  STARTED: ['pen', 'soon'],
  SUBMITTED: ['send', 'brand'],
  RETURNED: ['back', 'late'],
  CHECKED: ['check', 'good'],
  EXCUSED: ['close', null],
};

export function StageChip({ of }: { of: AssessmentStatus }) {
  const texts = useTexts();
  const [icon, tone] = STAGE_SIGN[of];
  return (
    <Chip icon={icon} tone={tone}>
      {texts.words.assessment[of]}
    </Chip>
  );
}

export function SheetChip({ of }: { of: SheetStatus }) {
  const texts = useTexts();
  const [icon, tone] = SHEET_SIGN[of];
  return (
    <Chip icon={icon} tone={tone}>
      {texts.words.sheet[of]}
    </Chip>
  );
}
