import type { IconProps, TablerIcon } from '@tabler/icons-react';

/** A Tabler icon in the house's stroke; it never speaks for itself, words stand beside it. */
export function Icon({ of: Glyph, size = 24, ...rest }: { of: TablerIcon } & IconProps) {
  return <Glyph size={size} stroke={1.85} aria-hidden focusable={false} {...rest} />;
}
