import { useTranslation } from 'react-i18next';
import type { SetlistItem } from '../../client/rehearsal.ts';
import { SelectField } from '../../ui/Field.tsx';
import { nameOf } from '../floor/face.ts';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { holder, place, slotBoard } from '../slots/slots.ts';
import { useSlotCommands, useSlotLabel } from '../slots/useSlots.ts';
import styles from './Setlist.module.css';

/** Who plays what in this song only; everything else is as in the whole session. */
export function SongSlots({ item }: { item: SetlistItem }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const label = useSlotLabel();
  const commands = useSlotCommands();
  const board = slotBoard(view, item.song_id);
  if (board.length === 0) return null;
  if (!can('slot.manage')) {
    const own = board.filter((one) => one.scope === 'song');
    if (own.length === 0) return null;
    return (
      <p className="small second">
        {own.map((one) => `${label(one.slot)}: ${nameOf(view, one.userId ?? '')}`).join(' · ')}
      </p>
    );
  }
  return (
    <section className={styles.form} aria-label={t('setlist.slots')}>
      <h3 className="h3">{t('setlist.slots')}</h3>
      <div className={styles.two}>
        {board.map((one) => {
          const here = place(one.slot.name, 'song', item.song_id);
          const always = holder(view, place(one.slot.name, 'global', undefined))?.user_id;
          return (
            <SelectField
              key={one.slot.name}
              label={label(one.slot)}
              value={one.scope === 'song' ? (one.userId ?? '') : ''}
              options={[
                { value: '', label: always ? nameOf(view, always) : t('slots.open') },
                ...view.participants
                  .filter((p) => p.user_id !== always)
                  .map((p) => ({ value: p.user_id, label: `${p.name} ♪` })),
              ]}
              onChange={(userId) => (userId ? commands.assign(userId, here) : commands.release(here))}
            />
          );
        })}
      </div>
    </section>
  );
}
