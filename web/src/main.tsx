import './ui/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { keepFocus } from './ui/focus-home.ts';
import './ui/words/index.ts';
import { watchForInstall } from './client/install.ts';
import { watchForUpdates } from './client/updates.ts';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
keepFocus();
watchForUpdates();
watchForInstall();
