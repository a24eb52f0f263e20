import { IconAlertOctagon, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Action, IconAction } from './Action.tsx';
import { Icon } from './Icon.tsx';
import styles from './Toast.module.css';
import { dismiss, useToast } from './toasts.ts';

const icons = { done: IconCheck, note: IconInfoCircle, fault: IconAlertOctagon };

/** Above the dock, never over the talk button. */
export function ToastHost() {
  const { t } = useTranslation();
  const toast = useToast((s) => s.toast);
  return (
    <div className={styles.host} role="status" aria-live="polite">
      {toast ? (
        <div className={styles.toast} key={toast.id}>
          <Icon of={icons[toast.tone]} size={20} />
          <p>{toast.text}</p>
          {toast.action ? (
            <Action
              kind="quiet"
              small
              onClick={() => {
                toast.action?.run();
                dismiss(toast.id);
              }}
            >
              {toast.action.label}
            </Action>
          ) : (
            <IconAction icon={IconX} label={t('common.close')} onClick={() => dismiss(toast.id)} />
          )}
        </div>
      ) : null}
    </div>
  );
}
