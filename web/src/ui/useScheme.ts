import { useLayoutEffect } from 'react';
import { usePreferences } from '../features/settings/preferences.ts';
import { useMedia } from './motion.ts';
import { type Scheme, schemeFor } from './scheme.ts';

/** Puts the chosen colours on the page's root, for CSS and for the browser's own bars. */
export function useScheme(): Scheme {
  const theme = usePreferences((s) => s.theme);
  const light = useMedia('(prefers-color-scheme: light)');
  const moreContrast = useMedia('(prefers-contrast: more)');
  const scheme = schemeFor(theme, { light, moreContrast });
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset.mantineColorScheme = scheme.color;
    if (scheme.highContrast) root.dataset.contrast = 'high';
    else delete root.dataset.contrast;
    const bar = document.querySelector('meta[name="theme-color"]');
    bar?.setAttribute('content', getComputedStyle(root).getPropertyValue('--bg').trim());
  }, [scheme.color, scheme.highContrast]);
  const still = usePreferences((s) => s.reducedMotion);
  const largeTalk = usePreferences((s) => s.largeTalk);
  useLayoutEffect(() => {
    const root = document.documentElement.dataset;
    if (still) root.motion = 'reduced';
    else delete root.motion;
    if (largeTalk) root.talk = 'large';
    else delete root.talk;
  }, [still, largeTalk]);
  return scheme;
}
