import { createStore } from 'zustand/vanilla';

interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

/** Offers to install the page as an app, where the browser lets a page ask. */
export const installer = createStore<{ ask?: () => Promise<void> }>(() => ({}));

export function watchForInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    const prompt = event as InstallPrompt;
    installer.setState({
      ask: async () => {
        installer.setState({}, true);
        await prompt.prompt();
      },
    });
  });
  window.addEventListener('appinstalled', () => installer.setState({}, true));
}
