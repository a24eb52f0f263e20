export const CODE_LENGTH = 6;

/** Letters that a code never has, and what a person who types one of them most likely reads. */
const ALPHABET = /[A-HJ-NP-RT-Z2-9]/;

/** What stays of typed or pasted text: capitals and figures of a code, at most six. */
export function cleanCode(text: string): string {
  return [...text.toUpperCase()]
    .filter((letter) => ALPHABET.test(letter))
    .slice(0, CODE_LENGTH)
    .join('');
}

/** How a person came to the page. */
export type Door = { kind: 'none' } | { kind: 'code'; code: string } | { kind: 'owner'; code: string };

/** Reads /j/CODE (older links: /join/CODE), /#/j/CODE and the owner's /o/CODE; anything else is the front door. */
export function doorOf(url: string): Door {
  const { pathname, hash } = new URL(url, 'http://hub.local');
  const path = hash.startsWith('#/') ? hash.slice(1) : pathname;
  const match = /^\/(j|join|o)\/([A-Za-z0-9_-]{4,128})\/?$/.exec(path);
  if (!match?.[2]) return { kind: 'none' };
  return match[1] === 'o' ? { kind: 'owner', code: match[2] } : { kind: 'code', code: match[2] };
}

/** A scanned QR: a join link of any hub address, or the bare code. */
export function codeFromScan(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^[A-Za-z0-9]{6}$/.test(trimmed)) return trimmed.toUpperCase();
  try {
    const door = doorOf(trimmed);
    return door.kind === 'none' || !/^https?:/.test(trimmed) ? undefined : door.code;
  } catch {
    return undefined;
  }
}
