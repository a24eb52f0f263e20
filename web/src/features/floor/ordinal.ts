import type { TFunction } from 'i18next';

const rules = new Intl.PluralRules('en', { type: 'ordinal' });

/** 1st, 2nd, 3rd, 11th. */
export function ordinal(n: number, t: TFunction): string {
  const rule = rules.select(n);
  return t(`floor.place.${rule === 'one' || rule === 'two' || rule === 'few' ? rule : 'other'}`, { n });
}
