import { IconHeadset } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../client/model.ts';
import type { SessionView } from '../../client/session-fold.ts';
import { Action } from '../../ui/Action.tsx';
import type { ChannelsProps } from './Channels.tsx';
import { useCommand } from './useCommand.ts';
import { useCan, useRoom } from './useLiveRoom.ts';

const TECH_ONLY = ['md', 'tech'];

/** The channel that nobody but those who run the sound hears. */
export function techChannel(view: SessionView): Channel | undefined {
  return view.channels.find(
    (channel) =>
      channel.talk.includes(view.you.role) &&
      channel.listen.includes('tech') &&
      [...channel.listen, ...channel.talk].every((role) => TECH_ONLY.includes(role)),
  );
}

/** Talk to the tech alone, where one is here and no channel for it yet: one press makes it and turns to it. */
export function Talkback({ chosen, onChoose }: Pick<ChannelsProps, 'chosen' | 'onChoose'>) {
  const { t } = useTranslation('rehearsal');
  const { view, live } = useRoom();
  const can = useCan();
  const [turning, setTurning] = useState(false);
  const { client, id } = live.session;
  const tech = techChannel(view);
  const make = useCommand(
    () =>
      client.createChannel(id, {
        name: t('cues.talkbackName'),
        mode: 'floor',
        talk: TECH_ONLY,
        listen: TECH_ONLY,
      }),
    () => setTurning(true),
  );
  useEffect(() => {
    if (!turning || !tech) return;
    setTurning(false);
    if (chosen !== tech.id) onChoose(tech.id);
  }, [turning, tech, chosen, onChoose]);
  const somebody = view.participants.some(
    (p) => p.user_id !== view.you.user_id && p.state !== 'gone' && TECH_ONLY.includes(p.role),
  );
  if (tech || !somebody || !can('channel.manage') || !TECH_ONLY.includes(view.you.role)) return null;
  return (
    <Action small kind="outline" icon={IconHeadset} busy={make.busy} onClick={() => make.send(undefined)}>
      {t('cues.talkback')}
    </Action>
  );
}
