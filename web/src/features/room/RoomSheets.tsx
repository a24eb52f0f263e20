import {
  IconAntennaBars5,
  IconDoorExit,
  IconMusic,
  IconQrcode,
  IconServer2,
  IconSettings,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import host from '../host/Host.module.css';
import { useEntryFlow } from '../join/useEntry.ts';
import type { SetlistStep } from '../setlist/SetlistSheet.tsx';
import { useCan, useRoom } from './useLiveRoom.ts';

const InviteSheet = lazy(() => import('../host/InviteSheet.tsx').then((m) => ({ default: m.InviteSheet })));
const HostSheet = lazy(() => import('../host/HostSheet.tsx').then((m) => ({ default: m.HostSheet })));
const ChannelEditor = lazy(() =>
  import('../host/ChannelEditor.tsx').then((m) => ({ default: m.ChannelEditor })),
);
const PersonSheet = lazy(() => import('../host/PersonSheet.tsx').then((m) => ({ default: m.PersonSheet })));
const SettingsSheet = lazy(() =>
  import('../settings/SettingsSheet.tsx').then((m) => ({ default: m.SettingsSheet })),
);
const SlotSheet = lazy(() => import('../slots/SlotSheet.tsx').then((m) => ({ default: m.SlotSheet })));
const SetlistSheet = lazy(() =>
  import('../setlist/SetlistSheet.tsx').then((m) => ({ default: m.SetlistSheet })),
);
const TempoSheet = lazy(() =>
  import('../tempo-panel/TempoSheet.tsx').then((m) => ({ default: m.TempoSheet })),
);
const CalibrationSheet = lazy(() =>
  import('../tempo-panel/CalibrationSheet.tsx').then((m) => ({ default: m.CalibrationSheet })),
);
const LibrarySheet = lazy(() =>
  import('../chart/LibrarySheet.tsx').then((m) => ({ default: m.LibrarySheet })),
);
const MetricsSheet = lazy(() =>
  import('../metrics/MetricsSheet.tsx').then((m) => ({ default: m.MetricsSheet })),
);
const PreflightSheet = lazy(() =>
  import('../preflight/PreflightSheet.tsx').then((m) => ({ default: m.PreflightSheet })),
);
const NodesSheet = lazy(() => import('../nodes/NodesScreen.tsx').then((m) => ({ default: m.NodesSheet })));
const DoctorSheet = lazy(() =>
  import('../doctor/DoctorScreen.tsx').then((m) => ({ default: m.DoctorSheet })),
);
const ChartScreen = lazy(() => import('../chart/ChartScreen.tsx'));
const LinkSheet = lazy(() => import('./LinkSheet.tsx').then((m) => ({ default: m.LinkSheet })));

export type SheetName =
  | 'menu'
  | 'invite'
  | 'host'
  | 'settings'
  | 'link'
  | 'slots'
  | { slot: string }
  | { chart: string }
  | 'setlist'
  | { setlist: SetlistStep }
  | 'tempo'
  | 'calibrate'
  | 'chart'
  | 'library'
  | 'nodes'
  | 'doctor'
  | 'metrics'
  | 'preflight'
  | { person: string }
  | { channel: string | undefined }
  | undefined;

/** One sheet at a time; the room stays behind it and the dock before it. */
export function RoomSheets({ sheet, onSheet }: { sheet: SheetName; onSheet: (sheet: SheetName) => void }) {
  const close = (): void => onSheet(undefined);
  return <Suspense fallback={null}>{pick(sheet, onSheet, close)}</Suspense>;
}

function pick(sheet: SheetName, onSheet: (sheet: SheetName) => void, close: () => void) {
  if (sheet === undefined) return null;
  const onChart = (chart: string): void => onSheet({ chart });
  if (sheet === 'menu') return <Menu onSheet={onSheet} onClose={close} />;
  if (sheet === 'invite') return <InviteSheet onDoctor={() => onSheet('doctor')} onClose={close} />;
  if (sheet === 'settings') return <SettingsSheet onClose={close} />;
  if (sheet === 'link') return <LinkSheet onClose={close} />;
  if (sheet === 'slots') return <SlotSheet onClose={close} />;
  if (sheet === 'setlist') return <SetlistSheet onChart={onChart} onClose={close} />;
  if (sheet === 'tempo') return <TempoSheet onCalibrate={() => onSheet('calibrate')} onClose={close} />;
  if (sheet === 'metrics') {
    return <MetricsSheet onPreflight={() => onSheet('preflight')} onClose={close} />;
  }
  if (sheet === 'preflight') return <PreflightSheet onClose={close} />;
  if (sheet === 'chart') return <ChartScreen onClose={close} />;
  if (sheet === 'calibrate') return <CalibrationSheet onClose={() => onSheet('tempo')} />;
  if (sheet === 'nodes') return <Machines onDoctor={() => onSheet('doctor')} onClose={close} />;
  if (sheet === 'doctor') return <Doctor onClose={close} />;
  if (sheet === 'library') return <LibrarySheet onClose={close} />;
  if (sheet === 'host') {
    return (
      <HostSheet
        onClose={close}
        onChannel={(channel) => onSheet({ channel })}
        onPerson={(person) => onSheet({ person })}
      />
    );
  }
  if ('slot' in sheet) return <SlotSheet slotName={sheet.slot} onClose={close} />;
  if ('chart' in sheet) return <ChartScreen itemId={sheet.chart} onClose={close} />;
  if ('setlist' in sheet) return <SetlistSheet start={sheet.setlist} onChart={onChart} onClose={close} />;
  if ('person' in sheet) return <PersonSheet userId={sheet.person} onClose={close} />;
  return <EditedChannel channelId={sheet.channel} onClose={() => onSheet('host')} />;
}

function Machines({ onDoctor, onClose }: { onDoctor: () => void; onClose: () => void }) {
  const { live } = useRoom();
  return <NodesSheet client={live.session.client} onDoctor={onDoctor} onClose={onClose} />;
}

function Doctor({ onClose }: { onClose: () => void }) {
  const { live } = useRoom();
  return <DoctorSheet client={live.session.client} onClose={onClose} />;
}

function EditedChannel({ channelId, onClose }: { channelId: string | undefined; onClose: () => void }) {
  const { view } = useRoom();
  return <ChannelEditor channel={view.channels.find((c) => c.id === channelId)} onClose={onClose} />;
}

function Menu({ onSheet, onClose }: { onSheet: (sheet: SheetName) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { t: r } = useTranslation('rehearsal');
  const { t: n } = useTranslation('nodes');
  const { view, live } = useRoom();
  const can = useCan();
  const flow = useEntryFlow();
  const runs =
    can('channel.manage') || can('settings.manage') || can('participant.approve') || can('session.close');
  const entries: [TablerIcon, string, () => void, boolean][] = [
    [
      IconQrcode,
      t('room.invite'),
      () => onSheet('invite'),
      Boolean(view.session.code) || can('invite.manage'),
    ],
    [IconUsersGroup, t('host.title'), () => onSheet('host'), runs],
    [
      IconAntennaBars5,
      t('link.details'),
      () => onSheet(view.session.kind === 'rehearsal' ? 'metrics' : 'link'),
      true,
    ],
    [IconMusic, r('setlist.library'), () => onSheet('library'), can('song.manage')],
    [IconServer2, n('title'), () => onSheet('nodes'), live.session.tokens.current.owner ?? false],
    [IconSettings, t('common.settings'), () => onSheet('settings'), true],
    [IconDoorExit, t('room.leave'), () => void flow.leave(view.session.name), true],
  ];
  return (
    <Sheet title={view.session.name} onClose={onClose}>
      <ul className="card rows">
        {entries
          .filter(([, , , shown]) => shown)
          .map(([icon, words, run]) => (
            <li key={words}>
              <button
                type="button"
                className={host.row}
                style={{ background: 'none', border: 0 }}
                onClick={run}
              >
                <Icon of={icon} />
                <span className="strong">{words}</span>
              </button>
            </li>
          ))}
      </ul>
    </Sheet>
  );
}
