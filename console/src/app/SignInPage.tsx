// Coming in: with a password, with an invitation, or as a citizen who wants an account.
import { useEffect, useState, type SubmitEvent } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';

import type { Refusal } from '../graph/refusals';
import { Button, ButtonLink } from '../kit/Button';
import { TextField } from '../kit/fields';
import { Notice } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { useTexts } from '../texts/texts';
import { Door } from './door';
import './door.css';
import { Preferences } from './Preferences';
import { useSession } from './session';

type Kind = 'sign-in' | 'register' | 'invitation';

export default function SignInPage({
  invited = false,
  registering = false,
}: {
  invited?: boolean;
  registering?: boolean;
}) {
  const texts = useTexts();
  const { person } = useSession();
  const [search] = useSearchParams();
  const kind: Kind = invited ? 'invitation' : registering ? 'register' : 'sign-in';
  const heading = { 'sign-in': texts.door.title, register: texts.door.register, invitation: texts.door.invitation }[
    kind
  ];
  useTitle(heading);
  if (person && kind === 'sign-in') {
    return <Navigate to={goal(search.get('ke'), person.isStaff && person.positions.length > 0)} replace />;
  }
  return (
    <div className="door">
      <aside className="door-aside">
        <Link to="/" className="brand brand-large">
          <img src={new URL('./mark.svg', import.meta.url).href} alt="" width={40} height={40} />
          {texts.app.name}
        </Link>
        <p className="door-motto">{texts.door.aside}</p>
      </aside>
      <main className="door-main">
        <div className="door-box">
          <h1>{heading}</h1>
          <p className="soft">{kind === 'invitation' ? texts.door.invitationLead : texts.door.lead}</p>
          <Entry key={kind} kind={kind} />
          <div className="door-others">
            {kind === 'sign-in' ? (
              <>
                <p>{texts.door.noAccount}</p>
                <ButtonLink to="/lapor" small>
                  {texts.door.fileWithout}
                </ButtonLink>
                <Link to="/daftar">{texts.door.register}</Link>
              </>
            ) : (
              <Link to="/masuk">{texts.door.title}</Link>
            )}
          </div>
        </div>
        <Preferences />
      </main>
    </div>
  );
}

function Entry({ kind }: { kind: Kind }) {
  const texts = useTexts();
  const { signIn, ended } = useSession();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [values, setValues] = useState({ name: '', email: '', password: '', code: search.get('kode') ?? '' });
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const said = search.get('kabar');
  useEffect(() => setRefusal(null), [values]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const door = new Door(texts);
    const { name, email, password, code } = values;
    const answer =
      kind === 'sign-in'
        ? await signIn(email.trim(), password)
        : kind === 'register'
          ? await door.register(name.trim(), email.trim(), password)
          : await door.accept(code.trim(), password);
    setBusy(false);
    setRefusal(answer.refusal);
    if (answer.refusal === null && kind !== 'sign-in') {
      void navigate(`/masuk?kabar=${kind}`, { replace: true });
    }
  };
  const put = (name: keyof typeof values) => (value: string) => setValues((all) => ({ ...all, [name]: value }));
  const wrong = (field: string) => (refusal?.field === field ? refusal.message : undefined);

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {ended && kind === 'sign-in' && <Notice tone="warn">{texts.door.expired}</Notice>}
      {said === 'register' && <Notice tone="good">{texts.door.registered}</Notice>}
      {said === 'invitation' && <Notice tone="good">{texts.door.accepted}</Notice>}
      {kind === 'invitation' && (
        <TextField
          label={texts.door.invitationCode}
          name="code"
          autoComplete="one-time-code"
          required
          error={wrong('code')}
          value={values.code}
          onChange={put('code')}
        />
      )}
      {kind === 'register' && (
        <TextField
          label={texts.door.name}
          name="name"
          autoComplete="name"
          required
          error={wrong('name')}
          value={values.name}
          onChange={put('name')}
        />
      )}
      {kind !== 'invitation' && (
        <TextField
          label={texts.door.email}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          required
          autoFocus
          error={wrong('email')}
          value={values.email}
          onChange={put('email')}
        />
      )}
      <TextField
        label={texts.door.password}
        hint={kind === 'sign-in' ? undefined : texts.door.passwordHint}
        name="password"
        type={shown ? 'text' : 'password'}
        autoComplete={kind === 'sign-in' ? 'current-password' : 'new-password'}
        required
        error={wrong('password')}
        value={values.password}
        onChange={put('password')}
      />
      <label className="door-show">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {texts.door.show}
      </label>
      {refusal && !(refusal.field && refusal.field in values) && (
        <Notice tone="bad" urgent>
          {refusal.message}
        </Notice>
      )}
      <Button type="submit" look="primary" wide busy={busy}>
        {kind === 'sign-in' ? texts.door.submit : texts.form.send}
      </Button>
    </form>
  );
}

/** Only addresses of our own: nobody is sent elsewhere by a link. */
function goal(wanted: string | null, isStaff: boolean): string {
  if (wanted !== null && /^\/(?![/\\])/.test(wanted)) {
    return wanted;
  }
  return isStaff ? '/meja' : '/';
}
