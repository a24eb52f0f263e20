import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Session } from '../../client/session.ts';
import type { Ending } from '../../client/session-fold.ts';
import { Loading } from '../../ui/Patterns.tsx';
import { OfflineCharts, useKeptSetlist } from '../chart/OfflineCharts.tsx';
import { KeepCharts } from '../chart/useChart.ts';
import { SignalShow } from '../cues/SignalShow.tsx';
import { canOpenMicrophone, useEntry, useEntryFlow } from '../join/useEntry.ts';
import { BeatContext } from '../now/beat.ts';
import { BeatFrame } from '../tempo-panel/BeatFrame.tsx';
import { WaitingScreen } from '../waiting/WaitingScreen.tsx';
import { RoomScreen } from './RoomScreen.tsx';
import { RoomContext, useLiveRoom, usePingReport } from './useLiveRoom.ts';

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

  const kept = useKeptSetlist(session.id, view === undefined);
  if (!view && kept) return <OfflineCharts setlist={kept} />;
  if (!view) {
    return (
      <main style={{ width: '100%', maxWidth: '30rem', margin: '0 auto', padding: '4rem 1.25rem' }}>
        <h1 className="visually-hidden">{t('app.name')}</h1>
        <Loading words={t('common.loadingRoom')} />
      </main>
    );
  }
  if (view.you.status === 'waiting') return <WaitingScreen view={view} link={link} />;
  return <Inside session={session} />;
}

function Inside({ session }: { session: Session }) {
  const chosen = useEntry((s) => s.listenOnly);
  const listenOnly = chosen || !canOpenMicrophone();
  const live = useLiveRoom(session, listenOnly);
  const { view, link, place } = useStore(session.store);
  const report = usePingReport(session);
  const value = useMemo(
    () => (live && view ? { live, view, link, place, report } : null),
    [live, view, link, place, report],
  );
  if (!value) return null;
  return (
    <RoomContext value={value}>
      <BeatContext value={value.live.beats}>
        <KeepCharts />
        <RoomScreen />
        <SignalShow />
        <BeatFrame />
      </BeatContext>
    </RoomContext>
  );
}

function endOf(code: string): Ending {
  if (code.includes('REMOVED')) return 'removed';
  if (code === 'LEFT') return 'left';
  return code.includes('CLOSED') ? 'closed' : 'expired';
}
