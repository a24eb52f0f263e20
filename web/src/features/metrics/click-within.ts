import type { DeviceReport } from '../../client/rehearsal.ts';

/**
 * Within how many ms the clicks of all devices lie, at worst: what each is off by its own measure, and on top of it how badly
 * each may know session time. Nothing before a device clicks, or when one does not say how well it knows the time.
 */
export function clickWithinMs(reports: readonly (DeviceReport | undefined)[]): number | undefined {
  const clicks = reports.filter((report) => report?.drift_ms !== undefined);
  if (clicks.length === 0 || clicks.some((report) => report?.clock_error_ms === undefined)) return undefined;
  const off = clicks.map((report) => report?.drift_ms ?? 0);
  const doubts = clicks.map((report) => report?.clock_error_ms ?? 0).sort((a, b) => b - a);
  // A device alone is compared with session time, which is off by nothing.
  const widest = Math.max(...off, 0) - Math.min(...off, 0);
  return Math.max(1, Math.ceil(widest + (doubts[0] ?? 0) + (doubts[1] ?? 0)));
}
