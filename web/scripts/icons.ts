/** Draws the app's icons from the mark with Debian's Chromium; run again only when the mark changes. */
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const mark = readFileSync('public/mark.svg', 'utf8');
const square = mark.replace('rx="14" ', '');
const maskable = square
  .replace('<path', '<g transform="translate(9.6 9.6) scale(.7)"><path')
  .replace('</svg>', '</g></svg>');
const pictures: [string, number, string][] = [
  ['icon-192', 192, mark],
  ['icon-512', 512, mark],
  ['maskable-512', 512, maskable],
  ['apple-touch-icon', 180, square],
];

mkdirSync('public/icons', { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, size, svg] of pictures) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `);
  await page.setContent(`<body style="margin:0;background:transparent">${sized}`);
  await page.screenshot({ path: `public/icons/${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
