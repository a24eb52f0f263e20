import type { HubClient } from '../../client/hub-client.ts';
import type { HubError } from '../../client/hub-error.ts';
import type {
  ChartView,
  ImportAnswer,
  ImportedSong,
  ImportFormat,
  SongAnswer,
  SongBrief,
  SongListAnswer,
  SongRequest,
  SongSavedAnswer,
  SongView,
  TimeSignature,
} from '../../client/wire.ts';

export type Calls = Pick<HubClient, 'call' | 'text'>;
export type SongFile = 'chordpro' | 'openlyrics' | 'openlyrics-0.8' | 'text';

export const PAGE = 50;
export const SIGNATURES: TimeSignature[] = ['2/4', '3/4', '4/4', '6/8', '12/8'];

export function findSongs(client: Calls, words: string, limit: number): Promise<SongListAnswer> {
  const query = new URLSearchParams({ q: words.trim().slice(0, 100), limit: String(limit) });
  return client.call({ method: 'GET', path: `/songs?${query}` });
}

export async function getSong(client: Calls, id: string): Promise<SongView> {
  return (await client.call<SongAnswer>({ method: 'GET', path: `/songs/${id}` })).song;
}

/** A new song without an id, or the one with it changed. */
export async function saveSong(client: Calls, song: SongRequest, id?: string): Promise<SongBrief> {
  const call = id
    ? ({ method: 'PUT', path: `/songs/${id}`, body: song } as const)
    : ({ method: 'POST', path: '/songs', body: song } as const);
  return (await client.call<SongSavedAnswer>(call)).song;
}

/** The song as a file of this format. */
export function exportSong(client: Calls, id: string, format: SongFile): Promise<string> {
  return client.text(`/songs/${id}/export?format=${format}`);
}

export function deleteSong(client: Calls, id: string): Promise<unknown> {
  return client.call({ method: 'DELETE', path: `/songs/${id}` });
}

export function readSongs(
  client: Calls,
  text: string,
  format: ImportFormat,
  filename?: string,
): Promise<ImportAnswer> {
  return client.call({
    method: 'POST',
    path: '/songs/import',
    body: { text, format, ...(filename ? { filename } : {}) },
  });
}

/** The song of that title that the library has already, whoever wrote it in which case. */
export async function findTwin(client: Calls, song: { title: string }): Promise<SongBrief | undefined> {
  const { songs } = await findSongs(client, song.title, PAGE);
  return songs.find(({ title }) => plain(title) === plain(song.title));
}

const plain = (title: string): string => title.trim().toLocaleLowerCase();

/** Where in the text the hub could not go on. */
export interface Fault {
  line: number;
  column: number;
  message: string;
}

export function faultOf(error: HubError): Fault | undefined {
  const { line, column } = error.details as { line?: unknown; column?: unknown };
  if (error.code !== 'SONG_MALFORMED') return undefined;
  return { line: Number(line) || 1, column: Number(column) || 1, message: error.message };
}

/** What the hub keeps of a song that was read: the same fields, those that are not known left out. */
export function requestOf(song: ImportedSong | SongView): SongRequest {
  const { title, artist, key, bpm, time_signature, duration_s, notes, chart } = song;
  return {
    title,
    ...(artist ? { artist } : {}),
    ...(key ? { key } : {}),
    ...(bpm ? { bpm } : {}),
    ...(time_signature ? { time_signature } : {}),
    ...(duration_s ? { duration_s } : {}),
    notes: notes ?? '',
    chart,
  };
}

/** 225 → "3:45". */
export function clockOf(seconds: number | undefined): string {
  if (!seconds) return '';
  const rest = String(seconds % 60).padStart(2, '0');
  return seconds < 3600
    ? `${Math.floor(seconds / 60)}:${rest}`
    : `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}:${rest}`;
}

/** "3:45" → 225; nothing for what is no time, 0 for nothing. */
export function secondsOf(text: string): number | undefined {
  if (!text.trim()) return 0;
  const found = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/.exec(text.trim());
  if (!found) return undefined;
  const seconds = Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]);
  return seconds >= 1 && seconds <= 4 * 3600 ? seconds : undefined;
}

/** The sections of a ChordPro text as the hub writes it, without the facts above them: the form has fields for those. */
export function bodyOf(chordPro: string): string {
  const lines = chordPro.split('\n');
  let at = 0;
  while (at < lines.length && /^\{(?!start_of_)[^}]*\}\s*$|^\s*$/.test(lines[at] ?? '')) at++;
  return lines.slice(at).join('\n').trimEnd();
}

const HEAD_LINES = 2;

/** What the hub is given to read while somebody writes: the key makes transpositions in the text spell right. */
export function textFor(body: string, key: string): string {
  return `{title: x}\n${key ? `{key: ${key}}` : '#'}\n${body}`;
}

/** A place in what was given, as one in what was written. */
export function placeInBody(fault: Fault): Fault {
  return { ...fault, line: Math.max(1, fault.line - HEAD_LINES) };
}

/** Where line and column are in a text. */
export function indexOf(text: string, place: { line: number; column: number }): number {
  const lines = text.split('\n');
  const before = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return Math.min(text.length, before + Math.min(place.column - 1, lines[place.line - 1]?.length ?? 0));
}

export const EMPTY_CHART: ChartView = { sections: [] };
