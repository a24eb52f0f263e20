// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '../../ui/words/index.ts';
import { HubClient } from '../../client/hub-client.ts';
import { EntryFlow } from '../join/entry.ts';
import { EntryContext } from '../join/useEntry.ts';
import { MicrophoneScreen } from './MicrophoneScreen.tsx';

/** Lets the browser's own question be answered with yes. */
let allow: () => void;

beforeEach(() => {
  const track = { getSettings: () => ({ deviceId: 'built-in' }), stop: () => undefined };
  const stream = { getAudioTracks: () => [track], getTracks: () => [track] };
  const asked = new Promise((resolve) => {
    allow = () => resolve(stream);
  });
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', {
    userAgent: navigator.userAgent,
    mediaDevices: {
      getUserMedia: () => asked,
      enumerateDevices: async () => [],
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    },
  });
  vi.stubGlobal(
    'AudioContext',
    class {
      state = 'running';
      close = async () => undefined;
      createMediaStreamSource = () => ({ connect: () => undefined });
      createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: (s: Float32Array) => s.fill(0) });
    },
  );
  const flow = new EntryFlow({
    client: new HubClient('http://hub'),
    storage: localStorage,
    url: 'http://hub/',
    clearUrl: () => undefined,
    secure: true,
    connect: () => {
      throw new Error('nobody goes in');
    },
  });
  render(
    <MantineProvider>
      <EntryContext value={flow}>
        <MicrophoneScreen />
      </EntryContext>
    </MantineProvider>,
  );
});
afterEach(() => vi.unstubAllGlobals());

it('goes on at the level once the microphone is open, before its device and the name', async () => {
  const open = screen.getByRole('button', { name: 'Open the microphone' });
  open.focus();
  fireEvent.click(open);
  allow();
  const level = await screen.findByRole('region', { name: 'Say something' });
  expect(document.activeElement).toBe(level);
  expect(level.querySelector('select')).not.toBeNull();
});

it('does not take the focus from who types the name meanwhile', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Open the microphone' }));
  const name = screen.getByRole('textbox');
  act(() => name.focus());
  allow();
  await screen.findByRole('region', { name: 'Say something' });
  expect(document.activeElement).toBe(name);
});
