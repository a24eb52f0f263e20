import { UnstyledButton } from '@mantine/core';
import { IconCheck, IconLock, IconMicrophone, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../client/model.ts';
import { IconAction } from '../../ui/Action.tsx';
import { clock } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Level } from '../../ui/Level.tsx';
import { useNow } from '../../ui/motion.ts';
import { roleName } from '../floor/FloorCaption.tsx';
import { listenersOf, nameOf } from '../floor/face.ts';
import styles from './Channels.module.css';
import { listenable } from './channels.ts';
import { useRoom } from './useLiveRoom.ts';

export interface ChannelsProps {
  chosen: string | undefined;
  muted: ReadonlySet<string>;
  onChoose: (channelId: string) => void;
  onListen: (channelId: string, on: boolean) => void;
}

/** Up to three channels side by side: where a press goes. */
export function ChannelPicker({ chosen, onChoose }: ChannelsProps) {
  const { t } = useTranslation();
  const { view } = useRoom();
  return (
    <fieldset className={styles.picker}>
      <legend className="visually-hidden">{t('room.talkTo')}</legend>
      {listenable(view).map((channel) => {
        const talks = (view.talkers[channel.id] ?? []).some((talker) => talker.userId !== view.you.user_id);
        return (
          <label key={channel.id} className={styles.choice} data-talks={talks && channel.id !== chosen}>
            <input
              type="radio"
              name="channel"
              checked={channel.id === chosen}
              onChange={() => onChoose(channel.id)}
            />
            <span>
              {channel.talk.includes(view.you.role) ? null : <Icon of={IconLock} size={16} />}
              {channel.name}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** A venue's channels, each with who speaks there and for how long. */
export function ChannelList({ chosen, muted, onChoose, onListen }: ChannelsProps) {
  const { view } = useRoom();
  return (
    <ul className="card rows">
      {listenable(view).map((channel) => (
        <ChannelRow
          key={channel.id}
          channel={channel}
          chosen={channel.id === chosen}
          heard={!muted.has(channel.id)}
          onChoose={() => onChoose(channel.id)}
          onListen={(on) => onListen(channel.id, on)}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  channel: Channel;
  chosen: boolean;
  heard: boolean;
  onChoose: () => void;
  onListen: (on: boolean) => void;
}

function ChannelRow({ channel, chosen, heard, onChoose, onListen }: RowProps) {
  const { t } = useTranslation();
  const { view, live } = useRoom();
  const talker = (view.talkers[channel.id] ?? [])[0];
  const mayTalk = channel.talk.includes(view.you.role);
  const roles = channel.talk.map((role) => roleName(role, t)).join(', ');
  const you = talker?.userId === view.you.user_id;
  const state = !mayTalk
    ? t('room.noTalk', { roles })
    : `${t('room.here', { count: listenersOf(view, channel) + 1 })} · ${channel.mode === 'open' ? t('room.openMic') : t('room.quiet')}`;
  return (
    <li className={styles.channel} data-talks={Boolean(talker)}>
      <UnstyledButton className={styles.line} onClick={onChoose} aria-pressed={chosen}>
        <span className={styles.glyph}>
          {talker ? (
            <Level level={() => live.levelOf(talker.userId)} />
          ) : (
            <Icon of={mayTalk ? IconMicrophone : IconLock} />
          )}
        </span>
        <span>
          <span className="strong">{channel.name}</span>
          {talker ? (
            <span className="small other">
              {t('room.isTalking', { name: you ? t('room.you') : nameOf(view, talker.userId) })}
            </span>
          ) : (
            <span className="small third">{state}</span>
          )}
        </span>
      </UnstyledButton>
      <span className={styles.right}>
        {talker ? <TalkTime sinceMs={talker.sinceMs} /> : null}
        {chosen ? (
          <span className={styles.here}>
            <Icon of={IconCheck} size={16} />
            {t('room.talkHere')}
          </span>
        ) : (
          <IconAction
            icon={heard ? IconVolume : IconVolumeOff}
            label={t('room.listenOn', { name: channel.name })}
            pressed={heard}
            onClick={() => onListen(!heard)}
          />
        )}
      </span>
    </li>
  );
}

function TalkTime({ sinceMs }: { sinceMs: number }) {
  const now = useNow(500);
  return <span className="small other mono">{clock(now - sinceMs)}</span>;
}
