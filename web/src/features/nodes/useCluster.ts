import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { HubClient } from '../../client/hub-client.ts';
import { asHubError, type HubError } from '../../client/hub-error.ts';
import type { ClusterAnswer, NodeInviteAnswer, NodesAnswer } from '../../client/wire.ts';
import { say } from '../../ui/toasts.ts';
import type { Report } from './cluster.ts';
import { parseMetrics } from './metrics.ts';

const EVERY_MS = 2000;
const KEY = ['nodes'];

/** What a node tells whoever looks after the hub. */
async function look(client: HubClient): Promise<Report> {
  const [nodes, cluster, hub, metrics] = await Promise.all([
    client.call<NodesAnswer>({ method: 'GET', path: '/hub/nodes' }),
    client.call<ClusterAnswer>({ method: 'GET', path: '/hub/cluster' }),
    client.hub(),
    client.text('/metrics'),
  ]);
  return {
    atMs: performance.now(),
    wallMs: Date.now(),
    nodes,
    cluster,
    version: hub.version,
    samples: parseMetrics(metrics),
  };
}

export interface Watched {
  now: Report | undefined;
  before: Report | undefined;
  fault: HubError | undefined;
}

/** Looks again every two seconds; what was seen last stays while the hub does not answer. */
export function useCluster(client: HubClient): Watched {
  const reports = useRef<{ now?: Report; before?: Report }>({});
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => look(client),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  if (query.data && query.data !== reports.current.now) {
    reports.current = {
      now: query.data,
      ...(reports.current.now ? { before: reports.current.now } : {}),
    };
  }
  const { now, before } = reports.current;
  return { now, before, fault: query.error ? asHubError(query.error) : undefined };
}

/** Lets a node in, or keeps it out. */
export function useVerdict(client: HubClient): {
  give(verdict: 'admit' | 'remove', nodeId: string): void;
  busy: boolean;
} {
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ verdict, nodeId }: { verdict: 'admit' | 'remove'; nodeId: string }) =>
      client.call(
        verdict === 'admit'
          ? { method: 'POST', path: `/hub/nodes/${nodeId}/admit`, body: {} }
          : { method: 'DELETE', path: `/hub/nodes/${nodeId}` },
      ),
    onError: (error) => say(asHubError(error).message, { tone: 'fault' }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return { give: (verdict, nodeId) => mutate({ verdict, nodeId }), busy: isPending };
}

/** A code for one more machine. */
export function useNodeInvite(client: HubClient): {
  make(): void;
  invite: NodeInviteAnswer | undefined;
  fault: HubError | undefined;
  busy: boolean;
} {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => client.call<NodeInviteAnswer>({ method: 'POST', path: '/hub/nodes/invites', body: {} }),
  });
  return {
    make: () => mutate(),
    invite: data,
    fault: error ? asHubError(error) : undefined,
    busy: isPending,
  };
}
