import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { IconDots, IconGripVertical, IconPlaylistAdd } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SetlistItem } from '../../client/rehearsal.ts';
import { Action, IconAction } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Empty } from '../../ui/Patterns.tsx';
import { FigureLine } from '../now/NowCard.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import styles from './Setlist.module.css';
import { figuresOf } from './setlist.ts';
import type { SetlistActions } from './useSetlist.ts';

interface ListProps {
  actions: SetlistActions;
  onItem: (itemId: string) => void;
  onAdd: () => void;
}

/** The songs in their order; whoever may moves them by the handle, by finger, mouse or keyboard. */
export function SetlistList({ actions, onItem, onAdd }: ListProps) {
  const { t } = useTranslation('rehearsal');
  const can = useCan();
  const manage = can('setlist.manage');
  const { items } = actions;
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    // The handle is for nothing else: it goes with the finger at once, and the list scrolls beside it.
    useSensor(TouchSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const titleOf = (id: string | number): string => items.find((i) => i.item_id === id)?.song.title ?? '';
  const placeOf = (id: string | number): number => items.findIndex((i) => i.item_id === id) + 1;
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over && active.id !== over.id) actions.move(String(active.id), placeOf(over.id) - 1);
  };
  if (items.length === 0) {
    return (
      <Empty
        icon={IconPlaylistAdd}
        title={t('setlist.empty')}
        hint={t(manage ? 'setlist.emptyHint' : 'setlist.emptyGuest')}
      >
        {manage ? <Action onClick={onAdd}>{t('setlist.add')}</Action> : null}
      </Empty>
    );
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{
        screenReaderInstructions: { draggable: t('setlist.dragHelp') },
        announcements: {
          onDragStart: ({ active }) =>
            t('setlist.picked', { title: titleOf(active.id), n: placeOf(active.id) }),
          onDragOver: ({ active, over }) =>
            over ? t('setlist.over', { title: titleOf(active.id), n: placeOf(over.id) }) : undefined,
          onDragEnd: ({ active, over }) =>
            over
              ? t('setlist.dropped', { title: titleOf(active.id), n: placeOf(over.id) })
              : t('setlist.putBack', { title: titleOf(active.id) }),
          onDragCancel: ({ active }) => t('setlist.putBack', { title: titleOf(active.id) }),
        },
      }}
    >
      <SortableContext items={items.map((i) => i.item_id)} strategy={verticalListSortingStrategy}>
        <ol className={styles.list}>
          {items.map((item, at) => (
            <Row
              key={item.item_id}
              item={item}
              place={at + 1}
              manage={manage}
              actions={actions}
              onItem={onItem}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

interface RowProps {
  item: SetlistItem;
  place: number;
  manage: boolean;
  actions: SetlistActions;
  onItem: (itemId: string) => void;
}

function Row({ item, place, manage, actions, onItem }: RowProps) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const at = view.setlist.findIndex((i) => i.item_id === view.current_item_id);
  const current = item.item_id === view.current_item_id;
  const past = at >= 0 && view.setlist.findIndex((i) => i.item_id === item.item_id) < at;
  const pending = item.item_id === actions.pendingId;
  const sort = useSortable({ id: item.item_id, disabled: !manage });
  const { transform, transition } = sort;
  const before = view.setlist[at];
  const state = current ? t('setlist.now') : pending ? t('setlist.pending') : past ? t('setlist.played') : '';
  return (
    <li
      ref={sort.setNodeRef}
      className={styles.row}
      data-current={current}
      data-past={past}
      data-pending={pending}
      data-dragging={sort.isDragging}
      aria-current={current ? 'true' : undefined}
      style={{
        transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined,
        transition: transition ?? undefined,
      }}
    >
      {manage ? (
        <button
          type="button"
          className={styles.handle}
          ref={sort.setActivatorNodeRef}
          {...sort.listeners}
          aria-label={t('setlist.handle', { title: item.song.title })}
          aria-describedby={sort.attributes['aria-describedby']}
        >
          <Icon of={IconGripVertical} size={20} />
        </button>
      ) : null}
      <button
        type="button"
        className={styles.song}
        onClick={() => (manage && !current ? actions.select(item, before) : onItem(item.item_id))}
      >
        <span className={styles.place}>{place}</span>
        <span className={styles.name}>
          <span className={styles.title}>{item.song.title}</span>
          {state ? <span className="visually-hidden">, {state}</span> : null}
          {pending ? <span className="small third"> {t('setlist.pending')}</span> : null}
        </span>
        <FigureLine figures={figuresOf(item)} short />
      </button>
      {manage ? (
        <IconAction
          icon={IconDots}
          className={styles.menu ?? ''}
          label={t('setlist.edit', { title: item.song.title })}
          onClick={() => onItem(item.item_id)}
        />
      ) : null}
    </li>
  );
}
