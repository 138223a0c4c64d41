// Where is this in the nation, and how does one get up again?
import { Link } from 'react-router';

import { Icon } from '../kit/icons';
import type { Place } from '../pure/places';
import { useTexts } from '../texts/texts';
import type { Asking } from './useQuestion';

/** From the viewer's own place down to the present one, which is no link. */
export function Way({ way, asking, nameOf }: { way: Place[]; asking: Asking; nameOf: (place: Place) => string }) {
  const t = useTexts().statistics;
  const [here] = way.slice(-1);
  return (
    <nav aria-label={t.way}>
      <ol className="statistics-way">
        {way.map((place) => (
          <li key={`${place.code} ${String(place.alone)}`}>
            {place === here ? (
              <span aria-current="page">{nameOf(place)}</span>
            ) : (
              <>
                <Link to={asking.hrefOf(place)}>{nameOf(place)}</Link>
                <Icon name="chevronRight" size={16} />
              </>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
