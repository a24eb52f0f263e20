import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { HubClient } from '../../client/hub-client.ts';
import type { HubInfo } from '../../client/model.ts';
import { Session } from '../../client/session.ts';
import { type Entry, EntryFlow } from './entry.ts';

export const anonymous = new HubClient(location.origin);

export function browserEntry(): EntryFlow {
  return new EntryFlow({
    client: anonymous,
    storage: localStorage,
    url: location.href,
    clearUrl: () => history.replaceState(null, '', '/'),
    secure: canOpenMicrophone(),
    connect: (credentials) => new Session(credentials),
  });
}

/** Only a page the browser trusts has media devices at all. */
export function canOpenMicrophone(): boolean {
  return window.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia);
}

export const EntryContext = createContext<EntryFlow | null>(null);

export function useEntryFlow(): EntryFlow {
  const flow = useContext(EntryContext);
  if (!flow) throw new Error('outside of EntryContext');
  return flow;
}

export function useEntry<T>(pick: (entry: Entry) => T): T {
  return useStore(useEntryFlow().store, pick);
}

/** What the hub says of itself to anybody; asked again while somebody stands at the door. */
export function useHub(everyMs: number | false = 5000): { hub: HubInfo | undefined; failed: boolean } {
  const query = useQuery({ queryKey: ['hub'], queryFn: () => anonymous.hub(), refetchInterval: everyMs });
  return { hub: query.data, failed: query.isError };
}
