import { registerSW } from 'virtual:pwa-register';
import { say } from '../ui/toasts.ts';
import { words } from '../ui/words/index.ts';

/**
 * Keeps the shell in the browser and offers a new version when there is one. Where the certificate is not
 * trusted the service worker cannot register; the page works without it.
 */
export function watchForUpdates(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const update = registerSW({
    onNeedRefresh: () => {
      say(words.t('fault.newVersion'), {
        stays: true,
        action: { label: words.t('fault.update'), run: () => void update(true) },
      });
    },
    onRegisterError: () => undefined,
  });
}
