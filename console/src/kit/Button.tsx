// What can be pressed.
import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';

import { Icon, type IconName } from './icons';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

interface Face {
  look?: Look;
  icon?: IconName;
  /** Shown after the words. */
  after?: IconName;
  small?: boolean;
  wide?: boolean;
}

function face({ look = 'plain', small, wide }: Face, more?: string): string {
  return ['btn', `btn-${look}`, small && 'btn-small', wide && 'btn-wide', more].filter(Boolean).join(' ');
}

function Content({ icon, after, small, children }: Face & { children: ReactNode }) {
  const size = small ? 16 : 18;
  return (
    <>
      {icon && <Icon name={icon} size={size} />}
      <span>{children}</span>
      {after && <Icon name={after} size={size} />}
    </>
  );
}

export function Button(props: Face & { busy?: boolean } & ComponentProps<'button'>) {
  const { look, icon, after, small, wide, busy = false, className, children, disabled, ...rest } = props;
  const given: Face = { ...(look && { look }), ...(icon && { icon }), ...(after && { after }) };
  const sized: Face = { ...given, small: small ?? false, wide: wide ?? false };
  return (
    <button
      type="button"
      {...rest}
      className={face(sized, className)}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      <Content {...sized}>{children}</Content>
    </button>
  );
}

export function ButtonLink(props: Face & { to: string; children: ReactNode; className?: string }) {
  const { to, children, className, ...rest } = props;
  return (
    <Link to={to} className={face(rest, className)}>
      <Content {...rest}>{children}</Content>
    </Link>
  );
}

/** A sign alone; the words are for those who do not see it. */
export function IconButton(props: { icon: IconName; label: string } & ComponentProps<'button'>) {
  const { icon, label, className, ...rest } = props;
  return (
    <button type="button" title={label} {...rest} aria-label={label} className={`icon-btn ${className ?? ''}`}>
      <Icon name={icon} size={20} />
    </button>
  );
}
