import { createContext, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LinkState } from '../../client/hub-socket.ts';
import type { Capability, LinkReport } from '../../client/model.ts';
import type { Place, Session } from '../../client/session.ts';
import type { SessionView } from '../../client/session-fold.ts';
import { say } from '../../ui/toasts.ts';
import { LiveRoom } from './live-room.ts';

/** Opens the room for as long as the screen stands. */
export function useLiveRoom(session: Session, listenOnly: boolean): LiveRoom | undefined {
  const { t } = useTranslation();
  const [room, setRoom] = useState<LiveRoom>();
  useEffect(() => {
    const live = new LiveRoom(session, listenOnly, (event, name) => {
      say(t(event === 'lost' ? 'fault.micLost' : 'fault.micBack', { name }), {
        tone: event === 'lost' ? 'fault' : 'done',
      });
    });
    live.start();
    setRoom(live);
    return () => live.stop();
  }, [session, listenOnly, t]);
  return room;
}

export interface RoomValue {
  live: LiveRoom;
  view: SessionView;
  link: LinkState;
  place: Place;
  report: LinkReport | undefined;
}

export const RoomContext = createContext<RoomValue | null>(null);

export function useRoom(): RoomValue {
  const room = useContext(RoomContext);
  if (!room) throw new Error('outside of RoomContext');
  return room;
}

export function useCan(): (capability: Capability) => boolean {
  const { view } = useRoom();
  return (capability) => view.you.capabilities.includes(capability);
}

/** The round trip by the pings, for while there is no voice to measure. */
export function usePingReport(session: Session): LinkReport | undefined {
  const report = useStore(session.store, (s) => s.report);
  const [pinged, setPinged] = useState<number>();
  useEffect(() => {
    const timer = setInterval(() => setPinged(session.socket.rttMs), 1000);
    return () => clearInterval(timer);
  }, [session]);
  if (report) return report;
  return pinged === undefined ? undefined : { rtt_ms: Math.round(pinged), bitrate_bps: 0 };
}
