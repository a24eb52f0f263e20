import { IconArrowBackUp, IconCloudPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../client/session-fold.ts';
import type { MergeDisplaced } from '../../client/wire.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { useCommand } from '../room/useCommand.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { useSlotLabel } from '../slots/useSlots.ts';
import { again, firstDisplaced, placeOf, putAway } from './merge.ts';

/** Whether something waits for the hub, or did not hold. */
export function hasMergeNews(view: SessionView, away: readonly string[]): boolean {
  return view.provisional > 0 || firstDisplaced(view, away) !== undefined;
}

/** While the hub is away, what waits for it; afterwards, one at a time, what others had decided otherwise. */
export function MergeNotice({ away }: { away: readonly string[] }) {
  const { t } = useTranslation('merge');
  const { view } = useRoom();
  if (view.provisional > 0) {
    return (
      <Notice icon={IconCloudPause}>
        <span role="status">
          <strong>{t('waits', { count: view.provisional })}</strong> {t('waitsHint')}
        </span>
      </Notice>
    );
  }
  const one = firstDisplaced(view, away);
  return one ? <Displaced one={one} /> : null;
}

function Displaced({ one }: { one: MergeDisplaced }) {
  const { t } = useTranslation('merge');
  const { view, live } = useRoom();
  const { client, id } = live.session;
  const label = useSlotLabel();
  const place = placeOf(one);
  const slot = view.slots.find((known) => known.name === place?.slot_name);
  const wanted = again(one, view);
  const redo = useCommand(
    (ask: { path: string; body: object }) =>
      client.call({ method: 'POST', path: `/session/${id}/${ask.path}`, body: { ...ask.body } }),
    () => putAway(one, view),
  );
  return (
    <Notice
      icon={IconArrowBackUp}
      act={
        <>
          {wanted ? (
            <Action small busy={redo.busy} onClick={() => redo.send(wanted)}>
              {t('again')}
            </Action>
          ) : null}
          <Action small kind="quiet" onClick={() => putAway(one, view)}>
            {t('away')}
          </Action>
        </>
      }
    >
      <span role="status">
        <strong>{slot ? t('slot', { slot: label(slot) }) : t(subject(one))}</strong> {t('aside')}
      </span>
    </Notice>
  );
}

function subject({
  thing,
  what,
}: MergeDisplaced): 'song' | 'setlist' | 'tempo' | 'settings' | 'channel' | 'other' {
  const kind = (thing ?? '').split('/')[0];
  if (what.startsWith('setlist.')) return 'setlist';
  return kind === 'song' || kind === 'tempo' || kind === 'settings' || kind === 'channel' ? kind : 'other';
}
