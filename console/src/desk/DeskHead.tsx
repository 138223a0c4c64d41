// Which list it is: ready-made views with their figures, words to search for, filters.
import { useEffect, useId, useState, type RefObject } from 'react';

import { useViewer } from '../app/viewer';
import { Button, IconButton } from '../kit/Button';
import { Icon } from '../kit/icons';
import { cleared, hasDesk, narrowed, VIEWS, type DeskFilter, type View } from '../pure/filters';
import { useTexts } from '../texts/texts';
import { DeskFilters } from './DeskFilters';
import { useLive } from './NewsFeed';
import type { Desk } from './useDesk';

interface DeskHeadProps {
  filter: DeskFilter;
  onChange: (filter: DeskFilter) => void;
  desk: Desk;
  field: RefObject<HTMLInputElement | null>;
}

export function DeskHead({ filter, onChange, desk, field }: DeskHeadProps) {
  const texts = useTexts();
  const [opened, setOpened] = useState(false);
  const id = useId();
  const count = narrowed(filter);
  const more = (desk.total ?? 0) > 1000;
  return (
    <div className="desk-head">
      <div className="desk-title">
        <h1>{texts.desk.title}</h1>
        <Live />
        <span className="desk-count" role="status">
          {texts.desk.count(desk.total, more)}
        </span>
        <IconButton icon="refresh" label={texts.app.reload} onClick={desk.reload} />
      </div>
      <Views filter={filter} onChange={onChange} desk={desk} />
      <div className="desk-tools">
        <SearchField key={filter.view} filter={filter} onChange={onChange} field={field} />
        <Button
          small
          icon="filter"
          aria-expanded={opened}
          aria-controls={id}
          className={count > 0 ? 'btn-on' : undefined}
          onClick={() => setOpened(!opened)}
        >
          {count > 0 ? `${texts.desk.filters} (${count})` : texts.desk.filters}
        </Button>
        {count > 0 && (
          <Button small look="quiet" onClick={() => onChange(cleared(filter))}>
            {texts.desk.clear}
          </Button>
        )}
      </div>
      <div id={id} hidden={!opened}>
        {opened && <DeskFilters filter={filter} onChange={onChange} />}
      </div>
    </div>
  );
}

function Live() {
  const texts = useTexts();
  const live = useLive();
  const words = live ? texts.desk.live : texts.desk.notLive;
  return <span className={live ? 'live live-on' : 'live'} role="img" aria-label={words} title={words} />;
}

function Views({ filter, onChange, desk }: Pick<DeskHeadProps, 'filter' | 'onChange' | 'desk'>) {
  const texts = useTexts();
  const { role } = useViewer();
  const figures: Partial<Record<View, number | null>> = hasDesk(role)
    ? {
        todo: desk.counts?.mine.totalCount ?? null,
        overdue: desk.counts?.overdue.totalCount ?? null,
        ruling: desk.counts?.ruling.totalCount ?? null,
      }
    : {};
  const shown = VIEWS.filter((view) => view !== 'ruling' || filter.view === view || (figures.ruling ?? 0) > 0);
  return (
    <nav className="views" aria-label={texts.desk.listLabel}>
      {shown.map((view) => {
        const figure = figures[view];
        return (
          <button
            key={view}
            type="button"
            className={`view ${view === 'overdue' && figure ? 'view-late' : ''}`}
            aria-current={filter.view === view ? 'true' : undefined}
            onClick={() => onChange({ ...filter, view })}
          >
            {texts.desk.views[view]}
            {figure != null && (figure > 0 || view === 'todo') && (
              <span className="view-figure">{figure > 1000 ? '1.000+' : figure}</span>
            )}
          </button>
        );
      })}
    </nav>
  );
}

const PAUSE = 350;

function SearchField({ filter, onChange, field }: Pick<DeskHeadProps, 'filter' | 'onChange' | 'field'>) {
  const texts = useTexts();
  const [text, setText] = useState(filter.text);
  useEffect(() => {
    if (text.trim() === filter.text.trim()) {
      return;
    }
    const timer = setTimeout(() => onChange({ ...filter, text }), PAUSE);
    return () => clearTimeout(timer);
  }, [text, filter, onChange]);
  return (
    <div className="desk-search">
      <Icon name="search" size={16} />
      <input
        ref={field}
        type="search"
        value={text}
        maxLength={100}
        aria-label={texts.desk.search}
        placeholder={texts.desk.search}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </div>
  );
}
