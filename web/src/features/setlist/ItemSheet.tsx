import { IconFileMusic, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SetlistItem, SIGNATURES } from '../../client/rehearsal.ts';
import { Action } from '../../ui/Action.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { FigureLine } from '../now/NowCard.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { MAX_BPM, MIN_BPM } from '../tempo-panel/tap-tempo.ts';
import styles from './Setlist.module.css';
import { SongSlots } from './SongSlots.tsx';
import { currentItem, figuresOf } from './setlist.ts';
import type { ItemChange, SetlistActions } from './useSetlist.ts';

const KEYS = ['C', 'C#', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B'];

interface Draft {
  key: string;
  bpm: string;
  time_signature: string;
  leader_user_id: string;
  note: string;
}

/** What to send so that the item says that; nothing when it says so already. */
export function changeOf(item: SetlistItem, draft: Draft): ItemChange | undefined {
  const change: ItemChange = {};
  const clear: string[] = [];
  const say = (field: keyof Draft, value: string, before: string | undefined): void => {
    if (value === (before ?? '')) return;
    if (value === '') clear.push(field);
    else if (field === 'bpm') change.bpm = Number(value);
    else change[field] = value;
  };
  say('key', draft.key, item.key);
  say('bpm', draft.bpm, item.bpm?.toString());
  say('time_signature', draft.time_signature, item.time_signature);
  say('leader_user_id', draft.leader_user_id, item.leader_user_id);
  say('note', draft.note.trim(), item.note);
  if (clear.length > 0) change.clear = clear;
  return Object.keys(change).length > 0 ? change : undefined;
}

export function bpmFault(text: string): boolean {
  if (text === '') return false;
  const value = Number(text);
  return !Number.isFinite(value) || value < MIN_BPM || value > MAX_BPM;
}

/** One song in this setlist: what is otherwise than in the library, who plays, and out again. */
export function ItemSheet(props: {
  item: SetlistItem;
  actions: SetlistActions;
  onChart: (itemId: string) => void;
  onClose: () => void;
}) {
  const { item, actions, onChart, onClose } = props;
  const { t } = useTranslation('rehearsal');
  const { t: common } = useTranslation();
  const { view } = useRoom();
  const can = useCan();
  const [draft, setDraft] = useState<Draft>({
    key: item.key ?? '',
    bpm: item.bpm?.toString() ?? '',
    time_signature: item.time_signature ?? '',
    leader_user_id: item.leader_user_id ?? '',
    note: item.note ?? '',
  });
  const [checked, setChecked] = useState(false);
  const set = (change: Partial<Draft>): void => setDraft((old) => ({ ...old, ...change }));
  const fault = bpmFault(draft.bpm);
  const minor = (item.song.key ?? '').endsWith('m');
  const keys = KEYS.map((key) => (minor ? `${key}m` : key));
  const current = item.item_id === view.current_item_id;
  const note = item.note || item.song.notes;
  const chart = item.chart_id ? (
    <Action kind="outline" icon={IconFileMusic} onClick={() => onChart(item.item_id)}>
      {t('now.chart')}
    </Action>
  ) : null;
  if (!can('setlist.manage')) {
    return (
      <Sheet title={item.song.title} onClose={onClose}>
        <p className="second">
          <FigureLine figures={figuresOf(item)} />
        </p>
        {note ? <p>{note}</p> : null}
        {chart}
        <SongSlots item={item} />
      </Sheet>
    );
  }
  return (
    <Sheet title={item.song.title} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (fault) return;
          const change = changeOf(item, draft);
          if (change) actions.change(item, change, onClose);
          else onClose();
        }}
      >
        <p className="small third">{t('setlist.only')}</p>
        <div className={styles.two}>
          <SelectField
            label={t('setlist.key')}
            value={draft.key}
            options={[
              { value: '', label: item.song.key ? t('setlist.keyAsSong', { key: item.song.key }) : '–' },
              ...keys.map((key) => ({ value: key, label: key.replace('b', '♭').replace('#', '♯') })),
            ]}
            onChange={(key) => set({ key })}
          />
          <TextField
            label={t('setlist.bpm')}
            value={draft.bpm}
            maxLength={6}
            placeholder={item.song.bpm?.toString() ?? ''}
            onChange={(bpm) => set({ bpm: bpm.replace(',', '.').replace(/[^\d.]/g, '') })}
            fault={checked && fault ? t('setlist.bpmFault') : undefined}
          />
          <SelectField
            label={t('setlist.signature')}
            value={draft.time_signature}
            options={[
              { value: '', label: item.song.time_signature ?? t('setlist.asSong') },
              ...SIGNATURES.map((s) => ({ value: s, label: s })),
            ]}
            onChange={(time_signature) => set({ time_signature })}
          />
          <SelectField
            label={t('setlist.leader')}
            value={draft.leader_user_id}
            options={[
              { value: '', label: t('setlist.noLeader') },
              ...view.participants.map((p) => ({ value: p.user_id, label: p.name })),
            ]}
            onChange={(leader_user_id) => set({ leader_user_id })}
          />
        </div>
        <TextField
          label={t('setlist.note')}
          value={draft.note}
          maxLength={500}
          placeholder={item.song.notes ?? ''}
          onChange={(text) => set({ note: text })}
        />
        <Action type="submit" wide busy={actions.busy}>
          {common('common.save')}
        </Action>
      </form>
      <SongSlots item={item} />
      <div className={styles.acts}>
        {chart}
        {current ? null : (
          <Action
            kind="outline"
            onClick={() => {
              actions.select(item, currentItem(view));
              onClose();
            }}
          >
            {t('setlist.go', { title: item.song.title })}
          </Action>
        )}
        <Action
          kind="outline"
          icon={IconTrash}
          onClick={() => {
            actions.remove(item);
            onClose();
          }}
        >
          {t('setlist.remove')}
        </Action>
      </div>
    </Sheet>
  );
}
