import { IconArmchair, IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubError } from '../../client/hub-error.ts';
import type { SlotScope } from '../../client/rehearsal.ts';
import { Action } from '../../ui/Action.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Empty, FaultIds } from '../../ui/Patterns.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { nameOf } from '../floor/face.ts';
import { useCommand } from '../room/useCommand.ts';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { currentItem } from '../setlist/setlist.ts';
import { SlotIcon } from './SlotIcon.tsx';
import styles from './Slots.module.css';
import { currentSongId, type FilledSlot, ownClaim, place, slotBoard } from './slots.ts';
import { useSlotCommands, useSlotLabel } from './useSlots.ts';

/** All slots: who fills them, and every way to take, ask for, give, refuse or free one. */
export function SlotSheet({ slotName, onClose }: { slotName?: string; onClose: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const [scope, setScope] = useState<SlotScope>('global');
  const [open, setOpen] = useState<string | undefined>(slotName);
  const song = currentItem(view);
  return (
    <Sheet title={t('slots.title')} onClose={onClose}>
      {song ? (
        <Segments<SlotScope>
          label={t('slots.scope')}
          value={scope}
          options={[
            { value: 'global', label: t('slots.session') },
            { value: 'song', label: t('slots.thisSong') },
          ]}
          onChange={setScope}
        />
      ) : null}
      {view.slots.length === 0 ? (
        <Empty icon={IconArmchair} title={t('slots.empty')} hint={t('slots.emptyHint')} />
      ) : (
        <ul className="card rows">
          {slotBoard(view).map((filled) => (
            <SlotRow
              key={filled.slot.name}
              filled={filled}
              scope={song ? scope : 'global'}
              open={open === filled.slot.name}
              onOpen={(on) => setOpen(on ? filled.slot.name : undefined)}
            />
          ))}
        </ul>
      )}
      {can('slot.manage') ? <OwnSlot /> : null}
    </Sheet>
  );
}

interface RowProps {
  filled: FilledSlot;
  scope: SlotScope;
  open: boolean;
  onOpen: (open: boolean) => void;
}

function SlotRow({ filled, scope, open, onOpen }: RowProps) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const label = useSlotLabel()(filled.slot);
  const commands = useSlotCommands();
  const mine = filled.userId === view.you.user_id;
  const asked = ownClaim(view, filled.slot.name);
  const songId = currentSongId(view);
  const here = place(filled.slot.name, scope, songId);
  const quick = !open && !filled.userId && !asked && can('slot.claim');
  return (
    <li>
      <div className={styles.row}>
        <button
          type="button"
          className={styles.rowOpen}
          aria-expanded={open}
          onClick={() => onOpen(!open)}
          data-mine={mine}
        >
          <span className={styles.glyph} data-open={!filled.userId}>
            <SlotIcon name={filled.slot.name} />
          </span>
          <span className={styles.words}>
            <span className="strong">{label}</span>
            <span className="small third">
              <Occupant filled={filled} />
            </span>
          </span>
          {quick ? null : <Icon of={IconChevronDown} size={20} className={styles.chevron ?? ''} />}
        </button>
        {quick ? (
          <Action small busy={commands.busy} onClick={() => commands.claim(here)}>
            {t(can('slot.manage') ? 'slots.take' : 'slots.ask')}
            <span className="visually-hidden"> {label}</span>
          </Action>
        ) : null}
      </div>
      {open ? <SlotDetail filled={filled} scope={scope} onDone={() => onOpen(false)} /> : null}
    </li>
  );
}

function Occupant({ filled }: { filled: FilledSlot }) {
  const { t } = useTranslation('rehearsal');
  const { t: common } = useTranslation();
  const { view } = useRoom();
  const name = (id: string): string => (id === view.you.user_id ? common('room.you') : nameOf(view, id));
  if (!filled.userId) {
    return ownClaim(view, filled.slot.name) ? t('slots.asked') : t('slots.open');
  }
  if (filled.scope === 'song') {
    const where = filled.otherwise
      ? t('slots.shadows', { name: name(filled.otherwise) })
      : t('slots.shadowsNobody');
    return (
      <>
        {name(filled.userId)} · {where}
      </>
    );
  }
  return <>{name(filled.userId)}</>;
}

/** Everything one may do with one slot, and the sentence about who is in the way. */
function SlotDetail({ filled, scope, onDone }: { filled: FilledSlot; scope: SlotScope; onDone: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const label = useSlotLabel()(filled.slot);
  const [conflict, setConflict] = useState<HubError>();
  const commands = useSlotCommands((fault) => setConflict(fault));
  const songId = currentSongId(view);
  const here = place(filled.slot.name, scope, songId);
  const held = filled.scope ? place(filled.slot.name, filled.scope, songId) : undefined;
  const mine = filled.userId === view.you.user_id;
  const asked = ownClaim(view, filled.slot.name);
  const taken = filled.userId !== undefined && !mine && filled.scope === 'global' && scope === 'global';
  const inTheWay = taken && !can('slot.manage');
  const occupant = filled.userId ? nameOf(view, filled.userId) : '';
  return (
    <div className={styles.detail}>
      {inTheWay || conflict ? (
        <div className={styles.conflict}>
          <p className="strong">{t('slots.taken', { slot: label })}</p>
          <p className="small second">
            {conflict?.message ||
              t(songId ? 'slots.conflict' : 'slots.conflictNoSong', { name: occupant, slot: label })}
          </p>
          {conflict ? <FaultIds error={conflict} /> : null}
        </div>
      ) : null}
      {can('slot.manage') ? <Assignees filled={filled} onPick={(id) => commands.assign(id, here)} /> : null}
      <div className={styles.acts}>
        {asked ? (
          <Action small kind="outline" onClick={() => commands.release(asked)}>
            {t('slots.withdraw')}
          </Action>
        ) : null}
        {!asked && !mine && can('slot.claim') && (!inTheWay || songId) ? (
          <Action
            small
            busy={commands.busy}
            onClick={() => commands.claim(inTheWay ? place(filled.slot.name, 'song', songId) : here)}
          >
            {inTheWay ? t('slots.songOnly') : t(can('slot.manage') ? 'slots.take' : 'slots.ask')}
          </Action>
        ) : null}
        {inTheWay && !can('slot.manage') ? (
          <Action small kind="outline" onClick={onDone}>
            {t('slots.pickAnother')}
          </Action>
        ) : null}
        {held && (mine || can('slot.manage')) ? (
          <Action
            small
            kind="outline"
            onClick={() => commands.release(held, t('slots.released', { slot: label }))}
          >
            {t(mine ? 'slots.withdraw' : 'slots.release')}
          </Action>
        ) : null}
        {filled.slot.custom && can('slot.manage') ? <RemoveSlot name={filled.slot.name} /> : null}
      </div>
    </div>
  );
}

function Assignees({ filled, onPick }: { filled: FilledSlot; onPick: (userId: string) => void }) {
  const { t } = useTranslation('rehearsal');
  const { t: common } = useTranslation();
  const { view } = useRoom();
  return (
    <fieldset className={styles.people}>
      <legend className="small third">{t('slots.assign')}</legend>
      {view.participants
        .filter((person) => person.state !== 'gone')
        .map((person) => (
          <button
            key={person.user_id}
            type="button"
            className={styles.person}
            aria-pressed={person.user_id === filled.userId}
            onClick={() => onPick(person.user_id)}
          >
            {person.user_id === view.you.user_id ? common('room.you') : person.name}
          </button>
        ))}
    </fieldset>
  );
}

function RemoveSlot({ name }: { name: string }) {
  const { t } = useTranslation('rehearsal');
  const { live } = useRoom();
  const { client, id } = live.session;
  const remove = useCommand(() =>
    client.call({ method: 'DELETE', path: `/session/${id}/roles/slots/${encodeURIComponent(name)}` }),
  );
  return (
    <Action small kind="quiet" busy={remove.busy} onClick={() => remove.send(undefined)}>
      {t('slots.remove')}
    </Action>
  );
}

/** A slot that no list foresaw. */
function OwnSlot() {
  const { t } = useTranslation('rehearsal');
  const { live } = useRoom();
  const { client, id } = live.session;
  const [label, setLabel] = useState('');
  const [fault, setFault] = useState(false);
  const define = useCommand(
    (text: string) =>
      client.call({
        method: 'POST',
        path: `/session/${id}/roles/slots`,
        body: { name: slotNameOf(text), label: text },
      }),
    () => setLabel(''),
  );
  return (
    <form
      className={styles.own}
      onSubmit={(event) => {
        event.preventDefault();
        setFault(label.trim() === '');
        if (label.trim()) define.send(label.trim());
      }}
    >
      <TextField
        label={t('slots.own')}
        value={label}
        placeholder={t('slots.ownHint')}
        maxLength={24}
        onChange={setLabel}
        fault={fault ? t('slots.ownEmpty') : undefined}
      />
      <Action type="submit" icon={IconPlus} busy={define.busy}>
        {t('slots.define')}
      </Action>
    </form>
  );
}

/** Snake case, at most 32, as the hub wants names. */
export function slotNameOf(label: string): string {
  const plain = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 32)
    .replace(/_+$/, '');
  return /^[a-z]/.test(plain) ? plain : `slot_${plain}`.slice(0, 32).replace(/_+$/, '');
}
