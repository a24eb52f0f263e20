import { Component, type ReactNode } from 'react';
import { asHubError, type HubError } from '../client/hub-error.ts';
import { Action } from './Action.tsx';
import { FaultCard } from './Patterns.tsx';
import { words } from './words/index.ts';

/** Catches what no screen caught: the session goes on, the page loads again. */
export class Boundary extends Component<{ children: ReactNode }, { error?: HubError }> {
  override state: { error?: HubError } = {};

  static getDerivedStateFromError(error: unknown): { error: HubError } {
    return { error: asHubError(error) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main style={{ padding: '2rem 1rem', maxWidth: '30rem', margin: '0 auto' }}>
        <FaultCard error={error} title={words.t('fault.page')}>
          <p className="second">{words.t('fault.pageHint')}</p>
          <Action onClick={() => location.reload()}>{words.t('common.reload')}</Action>
        </FaultCard>
      </main>
    );
  }
}
