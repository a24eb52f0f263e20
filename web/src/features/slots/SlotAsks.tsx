import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlotClaim } from '../../client/rehearsal.ts';
import { Action } from '../../ui/Action.tsx';
import { nameOf } from '../floor/face.ts';
import people from '../room/People.module.css';
import room from '../room/Room.module.css';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { SlotIcon } from './SlotIcon.tsx';
import styles from './Slots.module.css';
import { place, suggestion } from './slots.ts';
import { useSlotCommands, useSlotLabel } from './useSlots.ts';

/** Who asks for a slot, for whoever gives them out. */
export function SlotAsks({ quiet }: { quiet?: boolean }) {
  const { view } = useRoom();
  const can = useCan();
  const asks = view.slot_claims.filter((claim) => claim.user_id !== view.you.user_id);
  if (!can('slot.manage') || asks.length === 0) return null;
  return (
    <ul className={room.section}>
      {asks.map((claim, at) => (
        <Ask
          key={`${claim.slot_name} ${claim.scope} ${claim.song_id} ${claim.user_id}`}
          claim={claim}
          first={at === 0 && !quiet && view.waiting.length === 0}
        />
      ))}
    </ul>
  );
}

function Ask({ claim, first }: { claim: SlotClaim; first: boolean }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const label = useSlotLabel();
  const commands = useSlotCommands();
  const slot = view.slots.find((s) => s.name === claim.slot_name);
  const name = nameOf(view, claim.user_id);
  const words = slot ? label(slot) : claim.slot_name;
  const song = view.setlist.find((item) => item.song_id === claim.song_id)?.song.title ?? '';
  const { user_id, ...where } = claim;
  return (
    <li className={room.knock}>
      <p>
        <span className={people.avatar} style={{ gridRow: 'span 2' }}>
          <SlotIcon name={claim.slot_name} />
        </span>
        <span className="strong">{t('slots.wants', { name, slot: words })}</span>
        <span className="small third">
          {claim.scope === 'song' ? t('slots.wantsSong', { song }) : t('slots.wantsSession')}
        </span>
      </p>
      <div>
        <Action
          wide
          small
          kind={first ? 'now' : 'grey'}
          busy={commands.busy}
          onClick={() => commands.assign(user_id, where)}
        >
          {t('slots.give')}
          <span className="visually-hidden">
            {' '}
            {words}, {name}
          </span>
        </Action>
        <Action
          wide
          small
          kind="outline"
          busy={commands.busy}
          onClick={() => commands.refuse(user_id, where, t('slots.refused', { name }))}
        >
          {t('slots.refuse')}
          <span className="visually-hidden">
            {' '}
            {words}, {name}
          </span>
        </Action>
      </div>
      <span className="visually-hidden" role="status">
        {first ? t('slots.wants', { name, slot: words }) : ''}
      </span>
    </li>
  );
}

/** What one held the last time, offered once on coming in. */
export function SlotSuggestion({ onAll }: { onAll: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const label = useSlotLabel();
  const commands = useSlotCommands();
  const [seen, setSeen] = useState(false);
  const slot = suggestion(view);
  if (!slot || seen || !can('slot.claim')) return null;
  return (
    <div className={styles.suggest}>
      <SlotIcon name={slot.name} />
      <p className="small">{t('slots.suggested', { slot: label(slot) })}</p>
      <Action
        small
        busy={commands.busy}
        onClick={() => {
          commands.claim(place(slot.name, 'global', undefined));
          setSeen(true);
        }}
      >
        {t('slots.suggestedTake', { slot: label(slot) })}
      </Action>
      <Action
        small
        kind="outline"
        onClick={() => {
          setSeen(true);
          onAll();
        }}
      >
        {t('slots.another')}
      </Action>
    </div>
  );
}
