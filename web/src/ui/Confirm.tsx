import { useTranslation } from 'react-i18next';
import { Action } from './Action.tsx';

/** A question in its place, with what it costs in the sentence: no dialog over the talk button. */
export function Confirm(props: {
  ask: string;
  yes: string;
  busy?: boolean;
  onYes: () => void;
  onNo: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div
      className="card"
      style={{ padding: '1rem', display: 'grid', gap: '0.75rem' }}
      role="group"
      aria-label={props.ask}
    >
      <p className="strong">{props.ask}</p>
      <div style={{ display: 'flex', gap: '0.5rem' }}>
        <Action wide busy={props.busy ?? false} onClick={props.onYes}>
          {props.yes}
        </Action>
        <Action wide kind="outline" onClick={props.onNo}>
          {t('common.cancel')}
        </Action>
      </div>
    </div>
  );
}
