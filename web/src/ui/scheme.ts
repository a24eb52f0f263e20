export type Scheme = { color: 'dark' | 'light'; highContrast: boolean };

/** Which colours to show for a choice, given what the system asks for. Dark is the default of the house. */
export function schemeFor(
  theme: 'system' | 'dark' | 'light' | 'contrast',
  system: { light: boolean; moreContrast: boolean },
): Scheme {
  if (theme === 'contrast') return { color: 'dark', highContrast: true };
  if (theme !== 'system') return { color: theme, highContrast: false };
  if (system.moreContrast) return { color: 'dark', highContrast: true };
  return { color: system.light ? 'light' : 'dark', highContrast: false };
}
