// The lines of the list: what it is, who has it, how long there is left.
import { memo, type RefObject } from 'react';
import { Link } from 'react-router';

import { useViewer, useZone } from '../app/viewer';
import type { LineFragment } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { DueChip, Flags, StatusChip } from '../kit/chips';
import { Empty, Notice, Refused, Waiting } from '../kit/Notice';
import { useNow } from '../kit/now';
import { narrowed, type DeskFilter } from '../pure/filters';
import { shortDay } from '../pure/moments';
import { useTexts } from '../texts/texts';
import type { Desk } from './useDesk';

interface DeskListProps {
  desk: Desk;
  filter: DeskFilter;
  openCode: string | null;
  suffix: string;
  list: RefObject<HTMLUListElement | null>;
}

export function DeskList({ desk, filter, openCode, suffix, list }: DeskListProps) {
  const texts = useTexts();
  const calm = filter.view === 'todo' && narrowed(filter) === 0 && filter.text === '';
  return (
    <div className="desk-list" aria-busy={desk.loading}>
      {desk.unseen > 0 && (
        <Notice
          action={
            <Button small icon="refresh" onClick={desk.reload}>
              {texts.desk.showNews}
            </Button>
          }
        >
          {texts.desk.news(desk.unseen)}
        </Notice>
      )}
      {desk.refusal && <Refused refusal={desk.refusal} again={desk.reload} />}
      <ul ref={list} className="lines">
        {desk.lines.map((line) => (
          <Line key={line.id} line={line} open={line.trackingCode === openCode} suffix={suffix} />
        ))}
      </ul>
      {desk.loading && <Waiting lines={desk.lines.length === 0 ? 9 : 2} />}
      {!desk.loading && !desk.refusal && desk.lines.length === 0 && (
        <Empty
          icon={calm ? 'checks' : 'search'}
          title={calm ? texts.desk.emptyTodo : texts.desk.empty}
          hint={calm ? texts.desk.emptyTodoHint : texts.desk.emptyHint}
        />
      )}
      {desk.hasMore && !desk.loading && (
        <div className="desk-more">
          <Button onClick={desk.more} wide>
            {texts.app.loadMore}
          </Button>
        </div>
      )}
    </div>
  );
}

const Line = memo(function Line({ line, open, suffix }: { line: LineFragment; open: boolean; suffix: string }) {
  const texts = useTexts();
  const zone = useZone();
  const now = useNow();
  const viewer = useViewer();
  const elsewhere = line.pemda !== null && line.pemda.code !== viewer.pemda?.code;
  const place = [elsewhere ? line.pemda?.name : null, line.unit?.name ?? texts.desk.atDesk].filter(Boolean).join(' · ');
  return (
    <li>
      <Link
        to={`/meja/laporan/${line.trackingCode}${suffix}`}
        state={{ id: line.id }}
        data-line={line.id}
        className={`line line-${tone(line)}`}
        aria-current={open ? 'true' : undefined}
      >
        <span className="line-top">
          <StatusChip status={line.status} />
          <DueChip dueAt={line.dueAt} clock={line.clock} zone={zone} />
        </span>
        <span className="line-title">{line.title}</span>
        <span className="line-place">{place}</span>
        <span className="line-foot">
          <span className="code">{line.trackingCode}</span>
          <span>{shortDay(line.receivedAt, texts.locale, zone, now)}</span>
          <span className="line-kind">{line.topic?.name ?? texts.words.kind[line.kind]}</span>
          <Flags of={line} brief />
        </span>
      </Link>
    </li>
  );
});

function tone(line: LineFragment): string {
  return line.overdue ? 'late' : line.rulingRequired ? 'ruling' : 'calm';
}
