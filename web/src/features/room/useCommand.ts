import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asHubError } from '../../client/hub-error.ts';
import { say } from '../../ui/toasts.ts';

/** Sends something to the hub; what goes wrong is said in one line, in the hub's own words. */
export function useCommand<Input, Output>(
  run: (input: Input) => Promise<Output>,
  done?: (output: Output, input: Input) => void,
): { send: (input: Input) => void; busy: boolean } {
  const { t } = useTranslation();
  const mutation = useMutation({
    mutationFn: run,
    onSuccess: (output: Output, input: Input) => done?.(output, input),
    onError: (error) => say(asHubError(error).message || t('fault.reach'), { tone: 'fault' }),
  });
  return { send: mutation.mutate, busy: mutation.isPending };
}
