import { useQuery } from '@tanstack/react-query';
import type { HubClient } from '../../client/hub-client.ts';
import { asHubError, type HubError } from '../../client/hub-error.ts';
import type { DoctorAnswer } from '../../client/wire.ts';

export interface Examined {
  answer: DoctorAnswer | undefined;
  fault: HubError | undefined;
  busy: boolean;
  again(): void;
}

/** Asks the hub to examine itself and its network, once, and whenever somebody wants it again. */
export function useDoctor(client: HubClient): Examined {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['doctor'],
    queryFn: () => client.call<DoctorAnswer>({ method: 'GET', path: '/hub/doctor' }),
    retry: false,
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return {
    answer: data,
    fault: error ? asHubError(error) : undefined,
    busy: isFetching,
    again: () => void refetch(),
  };
}
