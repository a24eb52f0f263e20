import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Mantine wants ten shades; ours come from the tokens, so each is the same variable. */
const shades = (name: string): MantineColorsTuple => {
  const value = `var(--${name})`;
  return [value, value, value, value, value, value, value, value, value, value];
};

export const theme = createTheme({
  primaryColor: 'now',
  autoContrast: true,
  colors: { now: shades('now') },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'never',
});
