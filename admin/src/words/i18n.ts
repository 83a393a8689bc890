// Texts in German and English. A namespace per area, loaded with its page; `words/de/NAME.ts` is the original, `words/en/NAME.ts` has
// to have the same keys (the compiler and `words.test.ts` see to it).
import i18next from 'i18next';
import type { BackendModule, ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { words as callbacks } from './de/callbacks.ts';
import { words as frame } from './de/frame.ts';
import type { Namespace } from './namespaces.ts';

export type Language = 'de' | 'en';

const KEPT = 'fangnetz-language';
const FILES = import.meta.glob<ResourceKey>(['./{de,en}/*.ts', '!./de/frame.ts', '!./de/callbacks.ts'], { import: 'words' });

const files: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = FILES[`./${language}/${namespace}.ts`];
    if (load === undefined) return done(new Error(`no texts for ${namespace} in ${language}`), null);
    load().then((words) => done(null, words), (error: Error) => done(error, null));
  },
};

/** German unless somebody chose English; the company's language decides once it is known. */
export async function startWords(): Promise<void> {
  await i18next.use(files).use(initReactI18next).init({
    lng: keptLanguage() ?? 'de', fallbackLng: false, supportedLngs: ['de', 'en'],
    ns: ['frame', 'callbacks'], defaultNS: 'frame', partialBundledLanguages: true, resources: { de: { frame, callbacks } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  document.documentElement.lang = i18next.language;
}

export function keptLanguage(): Language | null {
  const kept = localStorage.getItem(KEPT);
  return kept === 'de' || kept === 'en' ? kept : null;
}

export async function speak(language: Language, keep: 'keep' | 'for-now' = 'keep'): Promise<void> {
  if (keep === 'keep') localStorage.setItem(KEPT, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** For a lazy page: its code and its texts at once. */
export async function withWords<T>(namespaces: readonly Namespace[], load: () => Promise<T>): Promise<T> {
  const [page] = await Promise.all([load(), i18next.loadNamespaces(namespaces)]);
  return page;
}
