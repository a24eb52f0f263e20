// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import '../../ui/words/index.ts';
import type { Call } from '../../client/hub-client.ts';
import { HubError } from '../../client/hub-error.ts';
import type { ImportRequest, SongRequest, SongView } from '../../client/wire.ts';
import { useToast } from '../../ui/toasts.ts';
import { Library } from './LibrarySheet.tsx';

/** A library in memory, with the hub's own answers; text with an open bracket is malformed. */
class SmallHub {
  readonly songs = new Map<string, SongView>();
  private next = 1;

  keep(song: SongRequest): SongView {
    const kept: SongView = {
      notes: '',
      chart: { sections: [] },
      updated_at: '',
      ...song,
      id: `s${this.next++}`,
    };
    this.songs.set(kept.id, kept);
    return kept;
  }

  async text(): Promise<string> {
    return '{title: T}\n{key: G}\n\n{start_of_verse: Verse 1}\n[G]la\n{end_of_verse}\n';
  }

  async call<T>({ method, path, body }: Call): Promise<T> {
    return this.answer(method, path, body) as T;
  }

  private answer(method: string, path: string, body: unknown): unknown {
    if (path === '/songs/import') return this.read(body as ImportRequest);
    const id = path.split('/')[2] ?? '';
    if (method === 'POST') return { song: { ...this.keep(body as SongRequest), has_chart: true } };
    if (method === 'DELETE') return { done: this.songs.delete(id) };
    if (method === 'PUT') {
      this.songs.set(id, { ...(this.songs.get(id) as SongView), ...(body as SongRequest) } as SongView);
      return { song: { ...this.songs.get(id), has_chart: true } };
    }
    if (id) return { song: this.songs.get(id) };
    const words = new URLSearchParams(path.split('?')[1]).get('q') ?? '';
    const found = [...this.songs.values()].filter((song) =>
      song.title.toLowerCase().includes(words.toLowerCase()),
    );
    return {
      songs: found.map((song) => ({ ...song, has_chart: song.chart.sections.length > 0 })),
      total: found.length,
    };
  }

  private read({ text }: ImportRequest): unknown {
    const open = text.indexOf('[oops');
    if (open >= 0) {
      const line = text.slice(0, open).split('\n').length;
      throw new HubError('SONG_MALFORMED', 'The chord that begins here has no end.', 422, 'r1', {
        line,
        column: 3,
      });
    }
    const songs = text.split('{ns}').map((part) => ({
      title: /\{title: (.*?)\}/.exec(part)?.[1] ?? 'Untitled',
      notes: '',
      chart: {
        sections: [
          {
            id: 'v1',
            kind: 'verse',
            label: 'Verse 1',
            lines: [{ kind: 'lyrics', parts: [{ chord: 'G', text: 'sung words' }] }],
          },
        ],
      },
    }));
    return { songs, warnings: ['Line 2: the picture is left out.'] };
  }
}

function show(hub: SmallHub, onPick?: (song: { title: string }) => void) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <Library client={hub} canManage onPick={onPick} onClose={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

it('finds songs and gives one to the setlist', async () => {
  const hub = new SmallHub();
  hub.keep({ title: 'Amazing Grace' });
  hub.keep({ title: 'Holy Holy Holy' });
  const picked = vi.fn();
  show(hub, picked);
  expect(await screen.findByText('2 songs')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Title or artist'), { target: { value: 'holy' } });
  expect(await screen.findByText('1 song')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Add Holy Holy Holy to the setlist' }));
  expect(picked.mock.calls[0]?.[0]).toMatchObject({ title: 'Holy Holy Holy' });
});

it('imports the songs of a paste that are not taken out', async () => {
  const hub = new SmallHub();
  show(hub);
  fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
  fireEvent.change(screen.getByLabelText('Or paste a song'), {
    target: { value: '{title: One}\n{ns}\n{title: Two}' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Read it' }));
  fireEvent.click(await screen.findByLabelText('Import Two'));
  fireEvent.click(screen.getByRole('button', { name: 'Show the chart of One' }));
  expect(screen.getByText(/sung words/, { selector: '.visually-hidden' })).toBeTruthy();
  expect(screen.getByText('1 remark')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Add 1 song to the library' }));
  await waitFor(() => expect([...hub.songs.values()].map((song) => song.title)).toEqual(['One']));
});

it('reads several files, and says where one cannot be read', async () => {
  const hub = new SmallHub();
  show(hub);
  fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
  const file = (name: string, text: string | Uint8Array<ArrayBuffer>): File => new File([text], name);
  fireEvent.change(screen.getByTestId('files'), {
    target: {
      files: [
        file('good.cho', '{title: Good}'),
        file('bad.cho', '{title: Bad}\nla [oops'),
        file('picture.png', new Uint8Array([137, 80, 0, 0])),
      ],
    },
  });
  expect(await screen.findByText('bad.cho, line 2, column 3')).toBeTruthy();
  expect(screen.getByText('The chord that begins here has no end.')).toBeTruthy();
  expect(await screen.findByText('picture.png cannot be read')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Add 1 song to the library' }));
  await waitFor(() => expect([...hub.songs.values()].map((song) => song.title)).toEqual(['Good']));
});

it('brings the first file that cannot be read into sight, and what was read last where all can', async () => {
  const seen: string[] = [];
  // This document has no layout, and so no way to scroll.
  Element.prototype.scrollIntoView = function (this: Element, how) {
    seen.push(`${(how as ScrollIntoViewOptions).block}: ${this.textContent}`);
  };
  show(new SmallHub());
  fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
  const read = (...files: [name: string, text: string][]): void => {
    const list = files.map(([name, text]) => new File([text], name));
    fireEvent.change(screen.getByTestId('files'), { target: { files: list } });
  };
  read(['one.cho', '{title: One}'], ['two.cho', '{title: Two}']);
  await waitFor(() => expect(seen).toEqual([expect.stringMatching(/^nearest: two\.cho/)]));
  read(['a.cho', 'la [oops'], ['b.cho', '[oops'], ['three.cho', '{title: Three}']);
  await waitFor(() =>
    expect(seen.slice(1)).toEqual([expect.stringMatching(/^center: a\.cho, line 1, column 3/)]),
  );
});

it('says which songs the library has already, and replaces only those somebody chose', async () => {
  const hub = new SmallHub();
  const old = hub.keep({ title: 'one', key: 'D' });
  hub.keep({ title: 'One more' });
  show(hub);
  fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
  fireEvent.change(screen.getByLabelText('Or paste a song'), {
    target: { value: '{title: One}\n{ns}\n{title: Two}' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Read it' }));
  expect(await screen.findByText('One is in the library already')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Add 1 song to the library' })).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: 'Replace it' }));
  fireEvent.click(screen.getByRole('button', { name: 'Add 2 songs to the library' }));
  await waitFor(() => expect(hub.songs.size).toBe(3));
  expect(hub.songs.get(old.id)?.chart.sections).toHaveLength(1);
  expect([...hub.songs.values()].map((song) => song.title)).toEqual(['One', 'One more', 'Two']);
});

it('says how many files it has left', async () => {
  const hub = new SmallHub();
  show(hub);
  fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
  const files = Array.from({ length: 53 }, (_, i) => new File([`{title: Song ${i}}`], `${i}.cho`));
  fireEvent.change(screen.getByTestId('files'), { target: { files } });
  expect(await screen.findByText(/^3 files are left: 50 at a time/)).toBeTruthy();
});

it('edits facts and chart, and goes to the fault in the text', async () => {
  const hub = new SmallHub();
  const { id } = hub.keep({ title: 'Grace', key: 'G', bpm: 80, duration_s: 225 });
  show(hub);
  fireEvent.click(await screen.findByRole('button', { name: /^Edit Grace/ }));
  const text = (await screen.findByLabelText('Chart')) as HTMLTextAreaElement;
  expect(text.value).toBe('{start_of_verse: Verse 1}\n[G]la\n{end_of_verse}');
  fireEvent.change(text, { target: { value: 'la\nlu [oops' } });
  expect(await screen.findByText('Line 2, column 3: The chord that begins here has no end.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Go there' }));
  expect(text.selectionStart).toBe(5);
  fireEvent.change(text, { target: { value: '[G]sung words' } });
  await waitFor(() => expect(screen.queryByText(/Line 2, column 3/)).toBeNull());
  fireEvent.change(screen.getByLabelText('BPM'), { target: { value: '500' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('A tempo is from 30 to 260.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('BPM'), { target: { value: '92.5' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(hub.songs.get(id)?.bpm).toBe(92.5));
  expect(hub.songs.get(id)).toMatchObject({ title: 'Grace', key: 'G', duration_s: 225, chart: { key: 'G' } });
});

it('deletes a song after asking, and brings it back', async () => {
  const hub = new SmallHub();
  hub.keep({ title: 'Grace', key: 'G' });
  show(hub);
  fireEvent.click(await screen.findByRole('button', { name: /^Edit Grace/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
  fireEvent.click(screen.getAllByRole('button', { name: 'Delete' })[0] as HTMLElement);
  await waitFor(() => expect(hub.songs.size).toBe(0));
  await waitFor(() => expect(useToast.getState().toast?.text).toBe('Grace is deleted.'));
  useToast.getState().toast?.action?.run();
  await waitFor(() =>
    expect([...hub.songs.values()].map((song) => [song.title, song.key])).toEqual([['Grace', 'G']]),
  );
});

it('has no fault that axe finds, on any of its pages', async () => {
  const hub = new SmallHub();
  hub.keep({ title: 'Grace' });
  show(hub, () => undefined);
  const check = async (): Promise<void> => {
    const found = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(found.violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
  };
  await screen.findByText('1 song');
  await check();
  fireEvent.click(screen.getByRole('button', { name: 'Import' }));
  await check();
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  fireEvent.click(await screen.findByRole('button', { name: /^Edit Grace/ }));
  await screen.findByLabelText('Chart');
  await check();
});
