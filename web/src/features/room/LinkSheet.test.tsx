// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { LinkSheet } from './LinkSheet.tsx';
import { band, objections, renderInRoom } from './room-fixture.tsx';

it('says to which hub the link goes, and its four figures', async () => {
  const { baseElement } = renderInRoom(<LinkSheet onClose={() => undefined} />, band('musician'));
  expect(screen.getByText('Hub: Booth laptop')).toBeTruthy();
  for (const term of ['Round trip', 'Lost', 'Jitter', 'Bitrate']) expect(screen.getByText(term)).toBeTruthy();
  expect(await objections(baseElement)).toEqual([]);
});
