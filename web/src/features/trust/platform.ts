export type Platform = 'ios' | 'android' | 'macos' | 'windows' | 'linux';

export const PLATFORMS: Platform[] = ['ios', 'android', 'macos', 'windows', 'linux'];

/** Whose settings to explain; an iPad calls itself a Mac and gives itself away by its touch points. */
export function platformOf(userAgent: string, touchPoints: number): Platform {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  if (/Android/.test(userAgent)) return 'android';
  if (/Macintosh/.test(userAgent)) return touchPoints > 1 ? 'ios' : 'macos';
  if (/Windows/.test(userAgent)) return 'windows';
  return 'linux';
}

/** What to save: Apple's devices take a profile, the others the certificate itself. */
export function certificatePath(platform: Platform): string {
  return platform === 'ios' ? '/trust/ca.mobileconfig' : '/trust/ca.crt';
}

/** The same page at the hub's secure address, with the code still in hand. */
export function secureUrl(httpsUrls: readonly string[], host: string, code: string): string | undefined {
  const sameHost = httpsUrls.find((url) => new URL(url).hostname === host);
  const base = sameHost ?? httpsUrls[0];
  if (!base) return undefined;
  return new URL(code ? `/j/${encodeURIComponent(code)}` : '/', base).toString();
}
