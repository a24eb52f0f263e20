import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Session } from '../../client/session.ts';
import { Loading } from '../../ui/Patterns.tsx';
import { useEntryFlow } from '../join/useEntry.ts';
import { WaitingScreen } from '../waiting/WaitingScreen.tsx';

/** A person inside a session: at its door, in it, or just put out of it. */
export default function SessionScreen({ session }: { session: Session }) {
  const { t } = useTranslation();
  const flow = useEntryFlow();
  const { view, link } = useStore(session.store);
  const name = view?.session.name ?? '';
  const ended = view?.ended;
  useEffect(() => {
    if (ended) flow.end(ended, name);
    else if (link.kind === 'stopped' && link.code !== 'STOPPED') flow.end(endOf(link.code), name);
  }, [ended, link, name, flow]);

  if (!view) return <Loading words={t('common.loadingRoom')} />;
  if (view.you.status === 'waiting') return <WaitingScreen view={view} link={link} />;
  return null;
}

function endOf(code: string): 'removed' | 'closed' | 'expired' {
  if (code.includes('REMOVED')) return 'removed';
  return code.includes('CLOSED') ? 'closed' : 'expired';
}
