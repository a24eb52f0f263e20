// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import '../../ui/words/index.ts';
import type { SetlistItem } from '../../client/rehearsal.ts';
import type { ChartView } from '../../client/wire.ts';
import { ChartPage } from './ChartPage.tsx';
import { blank, changeDevice, useDevice } from './device.ts';

const item: SetlistItem = {
  item_id: 'i1',
  song_id: 's1',
  song: { title: 'Harbour light', key: 'D', bpm: 72, time_signature: '4/4', notes: '' },
};

const chart: ChartView = {
  key: 'D',
  sections: [
    {
      id: 'v1',
      kind: 'verse',
      label: 'Verse 1',
      lines: [
        {
          kind: 'lyrics',
          parts: [
            { chord: 'D', text: 'Hold the ' },
            { chord: 'A/C#', text: 'har' },
            { chord: '*soft', text: 'bour' },
          ],
        },
        { kind: 'comment', parts: [{ text: 'Watch ' }, { chord: 'G', text: ' here' }] },
      ],
    },
    {
      id: 'c',
      kind: 'chorus',
      label: 'Chorus',
      lines: [{ kind: 'tab', parts: [{ text: '| ' }, { chord: 'D', text: ' . |' }] }],
    },
  ],
};

function show(change: Partial<SetlistItem> = {}) {
  return render(
    <MantineProvider>
      <ChartPage item={{ ...item, ...change }} chart={chart} onClose={() => undefined} next="Evening" />
    </MantineProvider>,
  );
}

const chords = (): string[] =>
  [...document.querySelectorAll('b')].map((chord) =>
    [...chord.childNodes]
      .map((n) =>
        n instanceof Element ? (n.getAttribute('aria-label') === 'sharp' ? '#' : 'b') : n.textContent,
      )
      .join(''),
  );

beforeEach(() => localStorage.clear());
afterEach(() => act(() => changeDevice(blank)));

it('shows words under chords, with the chords said after the line', () => {
  show();
  expect(chords()).toEqual(['D', 'A/C#', 'G', 'D']);
  expect(screen.getByText(/Hold the harbour Chords: D, A over C sharp, soft/)).toBeTruthy();
  expect(screen.getByText('Key D')).toBeTruthy();
  expect(screen.getByText('Next: Evening')).toBeTruthy();
});

it('follows the key of the band', () => {
  show({ key: 'Eb' });
  expect(chords()).toEqual(['Eb', 'Bb/D', 'Ab', 'Eb']);
  expect(screen.getByText('Key Eb')).toBeTruthy();
});

it('has a capo of one’s own that stays on the device', () => {
  show({ key: 'E' });
  fireEvent.click(screen.getByRole('button', { name: 'How the chart looks' }));
  fireEvent.change(screen.getByLabelText('Capo'), { target: { value: '2' } });
  expect(chords()).toEqual(['D', 'A/C#', 'G', 'D']);
  expect(screen.getAllByText('Capo 2, D shapes').length).toBeGreaterThan(0);
  expect(JSON.parse(localStorage.getItem('tutti.charts') ?? '{}').capos).toEqual({ s1: 2 });
});

it('names notes as this device likes, and hides chords from singers', () => {
  show({ key: 'A' });
  fireEvent.click(screen.getByRole('button', { name: 'How the chart looks' }));
  fireEvent.change(screen.getByLabelText('Names of notes'), { target: { value: 'numbers' } });
  expect(chords()).toEqual(['1', '5/7', '4', '1']);
  fireEvent.click(screen.getByLabelText(/Show chords/));
  expect(screen.queryByText(/Chords:/)).toBeNull();
});

it('keeps a note to a section on the device', () => {
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Write a note to Chorus' }));
  fireEvent.change(screen.getByLabelText('Your note to Chorus'), { target: { value: 'only toms' } });
  fireEvent.blur(screen.getByLabelText('Your note to Chorus'));
  expect(within(screen.getByRole('region', { name: 'Chorus' })).getByText('only toms')).toBeTruthy();
  expect(useDevice.getState().notes).toEqual({ 's1/c': 'only toms' });
});

it('goes from section to section by keyboard', () => {
  show();
  const words = screen.getByRole('region', { name: 'Harbour light' });
  words.scrollTo = () => undefined;
  expect(document.activeElement).toBe(words);
  fireEvent.keyDown(words, { key: 'ArrowRight' });
  expect(screen.getByRole('region', { name: 'Chorus' }).getAttribute('aria-current')).toBe('true');
  fireEvent.keyDown(words, { key: 'ArrowLeft' });
  expect(screen.getByRole('region', { name: 'Verse 1' }).getAttribute('aria-current')).toBe('true');
});

it('turns the page by pedal and by space', () => {
  show();
  const words = screen.getByRole('region', { name: 'Harbour light' });
  const turned: number[] = [];
  Object.defineProperty(words, 'clientHeight', { value: 400 });
  words.scrollBy = ((to: ScrollToOptions) => turned.push(to.top ?? 0)) as typeof words.scrollBy;
  fireEvent.keyDown(words, { key: ' ' });
  fireEvent.keyDown(words, { key: ' ', shiftKey: true });
  fireEvent.keyDown(document.body, { key: 'PageDown' });
  expect(turned).toEqual([340, -340, 340]);
});

it('has no fault that axe finds', async () => {
  const { container } = show({ key: 'Bb' });
  fireEvent.click(screen.getByRole('button', { name: 'How the chart looks' }));
  const found = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(found.violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
});
