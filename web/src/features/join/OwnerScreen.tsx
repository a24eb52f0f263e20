import { IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionKind } from '../../client/model.ts';
import { Action } from '../../ui/Action.tsx';
import { Chips, TextField } from '../../ui/Field.tsx';
import { FaultCard } from '../../ui/Patterns.tsx';
import { RoomRow } from './JoinScreen.tsx';
import { Step } from './Step.tsx';
import { anonymous, useEntry, useEntryFlow, useHub } from './useEntry.ts';

const NodesScreen = lazy(() => import('../nodes/NodesScreen.tsx').then((m) => ({ default: m.NodesScreen })));

const KINDS: SessionKind[] = ['rehearsal', 'shift', 'lesson'];

/** The owner's first screen when no room is open: a name, a kind, and it runs. */
export function OwnerScreen() {
  const { t } = useTranslation();
  const { t: tn } = useTranslation('nodes');
  const flow = useEntryFlow();
  const { auth, busy, fault } = useEntry((s) => s);
  const [kind, setKind] = useState<SessionKind>('rehearsal');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const [machines, setMachines] = useState(false);
  const { hub } = useHub(false);
  const field = useRef<HTMLInputElement>(null);
  const open = useQuery({
    queryKey: ['sessions', auth?.token],
    queryFn: () => anonymous.as(auth?.token ?? '').sessions(),
    enabled: Boolean(auth),
  });
  const rooms = open.data?.sessions ?? [];

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim()) void flow.createRoom(name.trim(), kind);
    else field.current?.focus();
  };

  if (machines) {
    const client = anonymous.as(auth?.token ?? '');
    return (
      <Suspense fallback={null}>
        <NodesScreen client={client} hub={hub?.name ?? ''} onClose={() => setMachines(false)} />
      </Suspense>
    );
  }
  return (
    <Step title={t('owner.title')} hint={t('owner.hint')} withMark>
      {rooms.length > 0 ? (
        <section aria-labelledby="open-rooms" style={{ display: 'grid', gap: '0.5rem' }}>
          <h2 className="small third" id="open-rooms">
            {t('owner.open')}
          </h2>
          <div className="card rows">
            {rooms.map((room) => (
              <RoomRow key={room.id} room={room} onPick={() => flow.openRoom(room)} />
            ))}
          </div>
        </section>
      ) : null}
      <form onSubmit={submit} style={{ display: 'grid', gap: '1.25rem' }}>
        <Chips
          label={t('owner.kind')}
          single
          value={[kind]}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={([next]) => next && setKind(next)}
        />
        <p className="small third" style={{ marginTop: '-0.75rem' }}>
          {t(`owner.kindHint.${kind}`)}
        </p>
        <TextField
          ref={field}
          label={t('owner.name')}
          value={name}
          placeholder={t(`owner.suggestion.${kind}`)}
          onChange={setName}
          fault={tried && !name.trim() ? t('owner.nameEmpty') : undefined}
        />
        {fault ? <FaultCard error={fault} /> : null}
        <Action kind="now" type="submit" wide busy={busy}>
          {t('owner.start')}
        </Action>
        <Action kind="outline" wide icon={IconServer2} onClick={() => setMachines(true)}>
          {tn('title')}
        </Action>
      </form>
    </Step>
  );
}
