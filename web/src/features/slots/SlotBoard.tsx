import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../client/model.ts';
import type { SlotScope } from '../../client/rehearsal.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { nameOf } from '../floor/face.ts';
import { Avatar, Away, isLeader, stillHere, talksNow } from '../room/People.tsx';
import { useRoom } from '../room/useLiveRoom.ts';
import { SlotIcon } from './SlotIcon.tsx';
import styles from './Slots.module.css';
import { currentSongId, type FilledSlot, place, slotBoard, slotsOf } from './slots.ts';
import { nextTarget } from './targets.ts';
import { useSlotCommands, useSlotLabel } from './useSlots.ts';

/** Slots and people on one board: a person is dragged onto a slot, by pointer, finger or keyboard. */
export function SlotBoard({ manage, onOpen }: { manage: boolean; onOpen: (slotName?: string) => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const label = useSlotLabel();
  const [scope, setScope] = useState<SlotScope>('global');
  const [lifted, setLifted] = useState<string>();
  const commands = useSlotCommands(() => onOpen());
  const songId = currentSongId(view);
  const board = slotBoard(view);
  const filled = board.filter((one) => one.userId);
  const open = board.filter((one) => !one.userId);
  const loose = stillHere(view).filter((person) => slotsOf(board, person.user_id).length === 0);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 8 } }),
    // A finger that goes on at once scrolls; one that rests takes the person along.
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: nextTarget,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  );
  const words = (id: string | number | undefined): string => {
    const slot = view.slots.find((s) => `slot:${s.name}` === id);
    return slot ? label(slot) : '';
  };
  const who = (id: string | number): string => nameOf(view, personOf(String(id)));
  const drop = ({ active, over }: DragEndEvent): void => {
    setLifted(undefined);
    const slotName = String(over?.id ?? '').slice('slot:'.length);
    const userId = personOf(String(active.id));
    if (!slotName || board.some((one) => one.slot.name === slotName && one.userId === userId)) return;
    commands.assign(userId, place(slotName, songId ? scope : 'global', songId));
  };
  return (
    <section className={styles.stack} aria-label={t('slots.title')}>
      <div className={styles.boardHead}>
        <h2 className="h3">{t('slots.title')}</h2>
        {manage ? <span className="small third">{t('slots.drag')}</span> : null}
        {manage && songId ? (
          <Segments<SlotScope>
            label={t('slots.scope')}
            value={scope}
            options={[
              { value: 'global', label: t('slots.session') },
              { value: 'song', label: t('slots.thisSong') },
            ]}
            onChange={setScope}
          />
        ) : (
          <span />
        )}
      </div>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragStart={({ active }: DragStartEvent) => setLifted(String(active.id))}
        onDragCancel={() => setLifted(undefined)}
        onDragEnd={drop}
        accessibility={{
          screenReaderInstructions: { draggable: t('slots.dragHelp') },
          announcements: {
            onDragStart: ({ active }) => t('slots.picked', { name: who(active.id) }),
            onDragOver: ({ active, over }) =>
              over ? t('slots.over', { name: who(active.id), slot: words(over.id) }) : undefined,
            onDragEnd: ({ active, over }) =>
              over
                ? t('slots.dropped', { name: who(active.id), slot: words(over.id) })
                : t('slots.putBack', { name: who(active.id) }),
            onDragCancel: ({ active }) => t('slots.putBack', { name: who(active.id) }),
          },
        }}
      >
        <ul className={styles.board}>
          {filled.map((one) => (
            <Place key={one.slot.name} filled={one} manage={manage} onOpen={onOpen} />
          ))}
          {loose.map((person) => (
            <Loose key={person.user_id} person={person} manage={manage} onOpen={onOpen} />
          ))}
          {open.map((one) => (
            <Place key={one.slot.name} filled={one} manage={manage} onOpen={onOpen} />
          ))}
        </ul>
        <DragOverlay dropAnimation={null}>{lifted ? <Ghost userId={personOf(lifted)} /> : null}</DragOverlay>
      </DndContext>
    </section>
  );
}

const personOf = (dragId: string): string => dragId.split('/').at(-1) ?? '';

interface PlaceProps {
  filled: FilledSlot;
  manage: boolean;
  onOpen: (slotName?: string) => void;
}

function Place({ filled, manage, onOpen }: PlaceProps) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const label = useSlotLabel()(filled.slot);
  const person = view.participants.find((p) => p.user_id === filled.userId);
  const drop = useDroppable({ id: `slot:${filled.slot.name}`, disabled: !manage });
  const drag = useDraggable({
    id: `${filled.slot.name}/${filled.userId ?? ''}`,
    disabled: !manage || !person,
  });
  if (!person) {
    return (
      <li>
        <button
          type="button"
          ref={drop.setNodeRef}
          className={styles.place}
          data-open
          data-over={drop.isOver}
          onClick={() => onOpen(filled.slot.name)}
        >
          <span className={styles.avatar}>
            <Icon of={IconPlus} />
          </span>
          <span className={styles.who}>{t('slots.open')}</span>
          <span className={styles.what}>{label}</span>
        </button>
      </li>
    );
  }
  return (
    <li>
      <Tile
        person={person}
        what={label}
        icon={<SlotIcon name={filled.slot.name} size={24} />}
        own={filled.scope === 'song'}
        over={drop.isOver}
        drag={drag}
        setRef={(element) => {
          drop.setNodeRef(element);
          drag.setNodeRef(element);
        }}
        onOpen={() => onOpen(filled.slot.name)}
      />
    </li>
  );
}

function Loose({
  person,
  manage,
  onOpen,
}: {
  person: Participant;
  manage: boolean;
  onOpen: (slotName?: string) => void;
}) {
  const { t } = useTranslation('rehearsal');
  const drag = useDraggable({ id: `/${person.user_id}`, disabled: !manage });
  return (
    <li>
      <Tile
        person={person}
        what={t('slots.none')}
        drag={drag}
        setRef={drag.setNodeRef}
        onOpen={() => onOpen()}
      />
    </li>
  );
}

interface TileProps {
  person: Participant;
  what: string;
  icon?: ReactNode;
  own?: boolean;
  over?: boolean;
  drag?: ReturnType<typeof useDraggable>;
  setRef?: (element: HTMLElement | null) => void;
  onOpen?: () => void;
}

function Tile({ person, what, icon, own, over, drag, setRef, onOpen }: TileProps) {
  const { t } = useTranslation('rehearsal');
  const { t: common } = useTranslation();
  const { view } = useRoom();
  const talks = talksNow(view, person.user_id);
  const you = person.user_id === view.you.user_id;
  const name = you ? common('room.you') : person.name;
  const away = person.state !== 'here';
  return (
    <button
      type="button"
      ref={setRef}
      className={styles.place}
      data-you={you}
      data-away={away}
      data-talks={talks}
      data-over={over}
      data-dragging={drag?.isDragging}
      {...drag?.listeners}
      aria-describedby={drag?.attributes['aria-describedby']}
      aria-roledescription={drag && !drag.attributes['aria-disabled'] ? 'draggable' : undefined}
      onClick={onOpen}
    >
      <Avatar person={person} talks={talks} icon={icon} className={styles.avatar} />
      <span className={styles.who}>{name}</span>
      <span className={styles.what}>
        {away ? (
          <Away person={person} />
        ) : (
          `${isLeader(view, person) ? `${common('role.md')} · ` : ''}${what}`
        )}
        {talks ? <span className="visually-hidden">, {t('slots.speaks', { name })}</span> : null}
      </span>
      {own ? (
        <span className={styles.mark}>
          <span aria-hidden>♪</span>
          <span className="visually-hidden">, {t('slots.shadowsNobody')}</span>
        </span>
      ) : null}
    </button>
  );
}

function Ghost({ userId }: { userId: string }) {
  const { view } = useRoom();
  const person = view.participants.find((p) => p.user_id === userId);
  if (!person) return null;
  return (
    <div className={`${styles.place} ${styles.ghost}`}>
      <Avatar person={person} talks={undefined} className={styles.avatar} />
      <span className={styles.who}>{person.name}</span>
    </div>
  );
}
