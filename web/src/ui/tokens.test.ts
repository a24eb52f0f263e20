import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';

const css = readFileSync('src/ui/tokens.css', 'utf8');

function scheme(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no ${selector} in tokens.css`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return Object.fromEntries([...block.matchAll(/--(\w+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
}

const dark = scheme('[data-mantine-color-scheme="dark"]');
const schemes = {
  dark,
  light: scheme('[data-mantine-color-scheme="light"]'),
  contrast: { ...dark, ...scheme('[data-mantine-color-scheme="dark"][data-contrast="high"]') },
};

const surfaces = ['bg', 's1', 's2', 's3'];
const plainText = ['ink', 'ink2', 'ink3', 'nowText', 'otherText', 'stopText'];
const washes: [string, string[]][] = [
  ['nowWash', ['ink', 'ink2', 'nowText']],
  ['otherWash', ['ink', 'ink2', 'otherText']],
  ['stopWash', ['ink', 'ink2', 'stopText']],
];
const fills: [string, string][] = [
  ['now', 'onNow'],
  ['other', 'onOther'],
  ['stop', 'onStop'],
];

describe.each(Object.entries(schemes))('%s tokens', (name, token) => {
  const ratio = (a: string, b: string): number => {
    const [x, y] = [token[a], token[b]];
    if (!x || !y) throw new Error(`${name} lacks ${a} or ${b}`);
    return contrast(x, y);
  };

  it.each(surfaces)('reads every text on %s at 4.5 or better', (surface) => {
    for (const text of plainText)
      expect(ratio(text, surface), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
  });

  it.each(washes)('reads its texts on %s', (wash, texts) => {
    for (const text of texts) expect(ratio(text, wash), `${text} on ${wash}`).toBeGreaterThanOrEqual(4.5);
  });

  it.each(fills)('reads what stands on %s', (fill, on) => {
    expect(ratio(fill, on)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['edge', 'nowLine', 'other', 'stop'])('shows the outline %s on every surface', (outline) => {
    for (const surface of surfaces)
      expect(ratio(outline, surface), `${outline} on ${surface}`).toBeGreaterThanOrEqual(3);
  });
});

it('knows that the amber fill alone is too weak on white and needs its outline', () => {
  const { now = '', s1 = '', nowLine = '' } = schemes.light;
  expect(contrast(now, s1)).toBeLessThan(3);
  expect(contrast(nowLine, s1)).toBeGreaterThanOrEqual(3);
});

it('has the same tokens in every scheme', () => {
  expect(Object.keys(schemes.light).sort()).toEqual(Object.keys(dark).sort());
});
