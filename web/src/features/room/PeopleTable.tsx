import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeviceReport } from '../../client/rehearsal.ts';
import { Icon } from '../../ui/Icon.tsx';
import { roleName } from '../floor/FloorCaption.tsx';
import { SlotIcon } from '../slots/SlotIcon.tsx';
import { slotBoard, slotsOf } from '../slots/slots.ts';
import { useSlotLabel } from '../slots/useSlots.ts';
import { LinkSteps } from './LinkWords.tsx';
import styles from './People.module.css';
import { Avatar, Away, stillHere, talksNow } from './People.tsx';
import { useCan, useRoom } from './useLiveRoom.ts';

/** Who is here with trip, loss and link: for who looks after the room. */
export function PeopleTable({
  onPick,
  full,
}: {
  onPick: ((userId: string) => void) | undefined;
  /** Every figure, where there is room for them. */
  full?: boolean;
}) {
  const { t } = useTranslation();
  const { t: r } = useTranslation('rehearsal');
  const { view, report } = useRoom();
  const can = useCan();
  const label = useSlotLabel();
  const others = can('metrics.view');
  // Who may not see others' figures gets no columns of nothing.
  const measured = others || full === true;
  const clicks = measured && view.session.kind === 'rehearsal';
  const board = slotBoard(view);
  const table = (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('room.people')}</th>
          {clicks ? <th scope="col">{r('metrics.drift')}</th> : null}
          {measured ? <th scope="col">{t('host.trip')}</th> : null}
          {measured && (full || !clicks) ? <th scope="col">{t('host.loss')}</th> : null}
          {full ? <th scope="col">{r('metrics.jitter')}</th> : null}
          {full ? <th scope="col">{r('metrics.bandwidth')}</th> : null}
          {measured ? <th scope="col">{t('host.link')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {stillHere(view).map((person) => {
          const you = person.user_id === view.you.user_id;
          const link: DeviceReport | undefined = you
            ? report
            : others
              ? view.reports[person.user_id]
              : undefined;
          const held = slotsOf(board, person.user_id);
          const plays = held.length > 0 ? held.map(label).join(', ') : roleName(person.role, t);
          const content = (
            <>
              <Avatar
                person={person}
                talks={talksNow(view, person.user_id)}
                icon={held[0] ? <SlotIcon name={held[0].name} /> : undefined}
              />
              <span>
                <span className="strong">{you ? t('room.you') : person.name}</span>{' '}
                <span className="small third">
                  {person.state === 'here' ? plays : <Away person={person} />}
                </span>
              </span>
            </>
          );
          const data = { className: styles.person, 'data-talks': talksNow(view, person.user_id) };
          return (
            <tr key={person.user_id}>
              <td>
                {onPick && !you ? (
                  <button
                    type="button"
                    style={{ background: 'none', border: 0, padding: 0 }}
                    {...data}
                    onClick={() => onPick(person.user_id)}
                  >
                    {content}
                  </button>
                ) : (
                  <span {...data}>{content}</span>
                )}
              </td>
              {clicks ? (
                <td>
                  <Drift link={link} full={full === true} />
                </td>
              ) : null}
              {measured ? (
                <td>{link ? t('common.ms', { n: Math.round(link.rtt_ms) }) : t('link.none')}</td>
              ) : null}
              {measured && (full || !clicks) ? (
                <td>
                  <Measured link={link} value={link?.loss_pct} text={(n) => t('link.pct', { n })} />
                </td>
              ) : null}
              {full ? (
                <>
                  <td>
                    <Measured
                      link={link}
                      value={link?.jitter_ms}
                      text={(n) => t('common.ms', { n: Math.round(n) })}
                    />
                  </td>
                  <td>
                    {link?.bitrate_bps === undefined
                      ? t('link.none')
                      : r('metrics.kbps', { n: Math.round(link.bitrate_bps / 1000) })}
                  </td>
                </>
              ) : null}
              {measured ? (
                <td>
                  <LinkSteps report={link} />
                </td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
  if (!full) return table;
  // Seven columns are more than a phone is wide: they scroll by themselves, and by keyboard.
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard, too
    <section className={styles.wideTable} aria-label={r('metrics.everybody')} tabIndex={0}>
      {table}
    </section>
  );
}

/** A figure of a device; one that sends no voice has not measured it. */
function Measured({
  link,
  value,
  text,
}: {
  link: DeviceReport | undefined;
  value: number | undefined;
  text: (n: number) => string;
}) {
  const { t } = useTranslation();
  if (!link) return t('link.none');
  return value === undefined ? <span className="small third">{t('link.notMeasured')}</span> : text(value);
}

/**
 * How far a device's click is off, and in the full table how well it knows that; over 8 ms for seconds it gets a triangle,
 * because a drummer hears it.
 */
function Drift({ link, full }: { link: DeviceReport | undefined; full: boolean }) {
  const { t } = useTranslation();
  if (link?.drift_ms === undefined) return t('link.none');
  const size = Math.abs(link.drift_ms).toFixed(1);
  const doubt = full && link.clock_error_ms !== undefined ? ` ± ${link.clock_error_ms.toFixed(1)}` : '';
  if (!link.drifts) return t('common.ms', { n: size + doubt });
  return (
    <span className="stop strong">
      <Icon of={IconAlertTriangle} size={16} style={{ verticalAlign: '-0.125rem' }} /> {size + doubt}
    </span>
  );
}
