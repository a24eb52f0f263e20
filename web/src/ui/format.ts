/** A duration as a person reads it on a clock: 0:07, 1:40, 1:02:09. */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return `${minutes}:${seconds}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`;
}

/** Time that is left, counted up to the next second so that it never reads 0:00 while it still runs. */
export function clockLeft(ms: number): string {
  return clock(Math.ceil(Math.max(0, ms) / 1000) * 1000);
}

/** At most two letters for a tile or a button: PR for Priya, JW for Jo West. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/).filter(Boolean);
  const letters = (text: string | undefined, count: number): string =>
    [...(text ?? '')].slice(0, count).join('');
  const two = parts.length > 1 ? letters(parts[0], 1) + letters(parts.at(-1), 1) : letters(parts[0], 2);
  return two.toUpperCase() || '?';
}

export type LinkQuality = 'good' | 'fair' | 'slow' | 'weak';

/** One word for a link: loss hurts speech first, then delay. Where no voice went there is nothing to lose. */
export function linkQuality(rttMs: number, lossPct = 0): LinkQuality {
  if (lossPct >= 5) return 'weak';
  if (rttMs >= 250) return 'slow';
  return lossPct >= 2 || rttMs >= 80 ? 'fair' : 'good';
}

/** Antenna steps for tables, 0 to 4. */
export function linkSteps(rttMs: number, lossPct = 0): number {
  if (lossPct >= 10) return 1;
  if (lossPct >= 5 || rttMs >= 250) return 2;
  return linkQuality(rttMs, lossPct) === 'fair' ? 3 : 4;
}
