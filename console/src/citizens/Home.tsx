// Where a citizen begins.
import { Link, useNavigate } from 'react-router';

import { Icon, type IconName } from '../kit/icons';
import { PemdaPicker } from '../kit/pickers';
import { useTitle } from '../kit/title';
import { useTexts } from '../texts/texts';

export function Home() {
  const texts = useTexts();
  const navigate = useNavigate();
  const t = texts.citizen;
  useTitle(texts.app.tagline);
  const ways: [string, IconName, string, string][] = [
    ['/lapor', 'pen', t.file, t.fileHint],
    ['/lacak', 'search', t.follow, t.followHint],
  ];
  return (
    <div className="home">
      <section className="hero">
        <h1>{t.headline}</h1>
        <p>{t.lead}</p>
        <div className="ways">
          {ways.map(([to, icon, words, hint], index) => (
            <Link key={to} to={to} className={index === 0 ? 'way way-first' : 'way'}>
              <Icon name={icon} size={26} />
              <span>
                <strong>{words}</strong>
                <span>{hint}</span>
              </span>
              <Icon name="arrowRight" />
            </Link>
          ))}
        </div>
      </section>
      <section className="card browse" aria-labelledby="browse">
        <h2 id="browse">{t.browse}</h2>
        <p className="soft">{t.browseHint}</p>
        <PemdaPicker
          label={t.findPemda}
          bare
          placeholder={t.findPemdaHint}
          value={null}
          onChange={(pemda) => pemda && void navigate(`/daerah/${pemda.id}`)}
        />
      </section>
      <section aria-labelledby="next">
        <h2 id="next">{t.receiptNext}</h2>
        <ol className="how how-wide">
          {t.receiptSteps.map((step, index) => (
            <li key={step}>
              <span className="how-number">{index + 1}</span>
              {step}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
