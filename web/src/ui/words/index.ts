import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { rehearsal } from './rehearsal.ts';

/** One tree of sentences; each part of the product has its own file. */
const all = { ...en, ...rehearsal };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof all };
    returnNull: false;
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: all } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

export { i18next as words };
