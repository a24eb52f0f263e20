/** Speech lies low on a linear scale: the bars use its root. */
export function shown(amplitude: number): number {
  return Math.min(1, Math.sqrt(Math.max(0, amplitude) * 1.6));
}
