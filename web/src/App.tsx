import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EndedScreen } from './features/ended/EndedScreen.tsx';
import { JoinScreen } from './features/join/JoinScreen.tsx';
import { OwnerScreen } from './features/join/OwnerScreen.tsx';
import { browserEntry, EntryContext, useEntry } from './features/join/useEntry.ts';
import { MicrophoneScreen } from './features/microphone/MicrophoneScreen.tsx';
import { TrustScreen } from './features/trust/TrustScreen.tsx';
import { Boundary } from './ui/Boundary.tsx';
import { Loading } from './ui/Patterns.tsx';
import { ToastHost } from './ui/Toast.tsx';
import { theme } from './ui/theme.ts';
import { useScheme } from './ui/useScheme.ts';

const SessionScreen = lazy(() => import('./features/room/SessionScreen.tsx'));

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: 2000 }, mutations: { retry: false } },
});

export function App() {
  const scheme = useScheme();
  const [entry] = useState(browserEntry);
  useEffect(() => {
    void entry.start();
  }, [entry]);
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme.color}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <EntryContext value={entry}>
          <Boundary>
            <Screen />
          </Boundary>
          <ToastHost />
        </EntryContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Screen() {
  const { t } = useTranslation();
  const { stage, session } = useEntry((s) => s);
  switch (stage) {
    case 'code':
      return <JoinScreen />;
    case 'owner':
      return <OwnerScreen />;
    case 'trust':
      return <TrustScreen />;
    case 'microphone':
      return <MicrophoneScreen />;
    case 'ended':
      return <EndedScreen />;
    case 'session':
      return (
        <Suspense fallback={<Loading words={t('common.loadingRoom')} />}>
          {session ? <SessionScreen session={session} /> : null}
        </Suspense>
      );
  }
}
