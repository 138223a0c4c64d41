// From a code on paper or in a message to its case.
import { useRef, useState, type SubmitEvent } from 'react';
import { useNavigate } from 'react-router';

import { useAsk } from '../graph/asking';
import { FindByCodeDocument } from '../graph/generated/graphql';
import { Icon } from '../kit/icons';
import { useKeys } from '../kit/keys';
import { trackingCode } from '../pure/tracking';
import { useTexts } from '../texts/texts';

export function JumpField() {
  const texts = useTexts();
  const ask = useAsk();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  useKeys({ g: () => field.current?.focus() });

  const jump = async (event: SubmitEvent) => {
    event.preventDefault();
    const code = trackingCode(text);
    if (code === null) {
      setWrong(texts.shell.jumpBad);
      return;
    }
    const { data, refusal } = await ask(FindByCodeDocument, { code });
    const found = data?.complaintByCode;
    if (!found) {
      setWrong(refusal?.code === 'NETWORK' ? refusal.message : texts.shell.jumpMissing);
      return;
    }
    setText('');
    field.current?.blur();
    void navigate(`/meja/laporan/${code}`, { state: { id: found.id } });
  };
  return (
    <form className="jump" role="search" aria-label={texts.shell.jump} onSubmit={(event) => void jump(event)}>
      <Icon name="search" size={16} />
      <input
        ref={field}
        value={text}
        aria-label={texts.shell.jump}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? 'jump-wrong' : undefined}
        placeholder={texts.shell.jumpPlaceholder}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(null);
        }}
        onKeyDown={(event) => event.key === 'Escape' && field.current?.blur()}
      />
      {wrong && (
        <p id="jump-wrong" className="jump-wrong" role="alert">
          {wrong}
        </p>
      )}
    </form>
  );
}
