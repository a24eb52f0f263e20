import { expect, it } from 'vitest';
import { certificatePath, platformOf, secureUrl } from './platform.ts';

it('tells the platforms apart, an iPad from a Mac too', () => {
  expect(platformOf('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)', 5)).toBe('ios');
  expect(platformOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5)).toBe('ios');
  expect(platformOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 0)).toBe('macos');
  expect(platformOf('Mozilla/5.0 (Linux; Android 16; Pixel 9)', 5)).toBe('android');
  expect(platformOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 0)).toBe('windows');
  expect(platformOf('Mozilla/5.0 (X11; Linux x86_64)', 0)).toBe('linux');
});

it('hands Apple phones a profile', () => {
  expect(certificatePath('ios')).toContain('mobileconfig');
  expect(certificatePath('android')).toBe('/trust/ca.crt');
});

it('continues at the same address when it can, with the code', () => {
  const urls = ['https://10.0.0.2:8443', 'https://192.168.1.4:8443'];
  expect(secureUrl(urls, '192.168.1.4', 'K7M4RT')).toBe('https://192.168.1.4:8443/j/K7M4RT');
  expect(secureUrl(urls, 'hub.local', '')).toBe('https://10.0.0.2:8443/');
  expect(secureUrl([], 'hub.local', '')).toBeUndefined();
});
