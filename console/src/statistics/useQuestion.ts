// What does the page ask, about whom, and where do its links lead? The address knows; the viewer's seat bounds it.
import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

import { useMay, useViewer, useZone } from '../app/viewer';
import { useNow } from '../kit/now';
import { today } from '../pure/moments';
import type { Span } from '../pure/periods';
import { levelOf, seatOf, type Place, type PlaceLevel } from '../pure/places';
import { about, daysOf, isSummed, readQuestion, writeQuestion, type Question, type Terms } from '../pure/questions';

export interface Asking {
  question: Question;
  place: Place;
  level: PlaceLevel;
  seat: Place;
  /** May single complaints of a pemda be taken apart? */
  divides: boolean;
  terms: Terms;
  days: Span;
  change: (next: Question) => void;
  /** The address of the same question about another place. */
  hrefOf: (place: Place) => string;
}

const PAGE = '/meja/statistik';

export function useQuestion(): Asking {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { role, pemda } = useViewer();
  const divides = useMay('statistics:divide');
  const now = today(useNow(), useZone());
  const words = search.toString();
  // Every change is a step in the browser's history: going back undoes it.
  const change = useCallback((next: Question) => void navigate(addressOf(next)), [navigate]);
  return useMemo(() => {
    const question = readQuestion(new URLSearchParams(words));
    const seat = seatOf(role, pemda);
    const place = question.place ?? seat;
    const termsAt = (of: Place): Terms => ({ summed: isSummed(of, divides), today: now });
    return {
      question,
      place,
      level: levelOf(place),
      seat,
      divides,
      terms: termsAt(place),
      days: daysOf(question, termsAt(place)),
      change,
      hrefOf: (other) => addressOf(about(question, other, seat, termsAt(other))),
    };
  }, [words, role, pemda, divides, now, change]);
}

function addressOf(question: Question): string {
  const text = writeQuestion(question).toString();
  return text ? `${PAGE}?${text}` : PAGE;
}
