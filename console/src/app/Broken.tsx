// What is shown when a part of the page cannot be shown?
import { Component, type ReactNode } from 'react';

import { Button } from '../kit/Button';
import { Empty } from '../kit/Notice';
import { useTexts } from '../texts/texts';

interface State {
  error: Error | null;
}

export class Broken extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override componentDidCatch(error: Error): void {
    console.error(error);
  }

  override render(): ReactNode {
    return this.state.error ? <Sorry error={this.state.error} /> : this.props.children;
  }
}

function Sorry({ error }: { error: Error }) {
  const texts = useTexts();
  // A page that was open during an upgrade asks for files that are gone.
  const outdated = /dynamically imported module|Importing a module script failed|error loading dynamically/i.test(
    error.message,
  );
  return (
    <main className="sorry">
      <Empty icon="alert" title={texts.app.broken} hint={outdated ? texts.app.newVersion : texts.app.brokenHint}>
        <Button look="primary" icon="refresh" onClick={() => window.location.reload()}>
          {texts.app.reload}
        </Button>
      </Empty>
    </main>
  );
}
