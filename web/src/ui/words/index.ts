import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chart } from './chart.ts';
import { doctor } from './doctor.ts';
import { en } from './en.ts';
import { merge } from './merge.ts';
import { nodes } from './nodes.ts';
import { peers } from './peers.ts';
import { rehearsal } from './rehearsal.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof en;
      rehearsal: typeof rehearsal;
      chart: typeof chart;
      merge: typeof merge;
      nodes: typeof nodes;
      peers: typeof peers;
      doctor: typeof doctor;
    };
    returnNull: false;
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en, rehearsal, chart, merge, nodes, peers, doctor } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

export { i18next as words };
