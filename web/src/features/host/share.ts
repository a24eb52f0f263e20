/** The address to hand to others: the hub's own machine calls itself localhost, which leads nobody else here. */
export function shareOrigin(
  here: { origin: string; protocol: string; hostname: string },
  httpsUrls: readonly string[],
): string {
  const onlyHere = ['localhost', '127.0.0.1', '[::1]'].includes(here.hostname);
  if (here.protocol === 'https:' && !onlyHere) return here.origin;
  return (httpsUrls[0] ?? here.origin).replace(/\/$/, '');
}
