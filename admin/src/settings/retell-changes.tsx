import { useTranslation } from 'react-i18next';
import { words as german } from '../words/de/settings.ts';
import type { SyncResult } from './shapes.ts';
import styles from './retell-changes.module.css';

type Group = SyncResult['groups'][number];
type Change = Group['changes'][number];

/** What would change at Retell, by agent and number, in the words of whoever runs a company; Retell's own one click away. */
export function RetellChanges({ answer: { groups, lines } }: { readonly answer: SyncResult }) {
  return (
    <div className={styles.changes}>
      {groups.filter(({ changes, notes, taken_up: takenUp }) => takenUp || changes.length + notes.length > 0).map((group) => <Changed key={`${group.kind} ${group.name}`} group={group} />)}
      <TechnicalLines lines={lines} />
    </div>
  );
}

/** For whoever knows Retell, or has to tell somebody who does. */
export function TechnicalLines({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useTranslation('settings');
  return lines.length === 0 ? null : <details className={styles.technical}><summary>{t('technical')}</summary><pre tabIndex={0} aria-label={t('technical')} lang="en">{lines.join('\n')}</pre></details>;
}

/** A sync that did not come to its end, in words, and what Retell or the program said of it. */
export function SyncProblem({ problem }: { readonly problem: string }) {
  const { t } = useTranslation('settings');
  return <div role="alert" className={styles.problem}>{t('retellSync.problem')}<TechnicalLines lines={[problem]} /></div>;
}

function Changed({ group }: { readonly group: Group }) {
  const { t } = useTranslation('settings');
  const { changes, notes } = group;
  const added = changes.filter(({ kind, what }) => kind === 'add' && what === 'function');
  const functionName = useFunctionName();
  const say = useChangeWords();
  return (
    <section>
      <h4 className={styles.of}>{t(`retellSync.${group.kind}`, { name: group.name })}</h4>
      <ul>
        {group.taken_up && <li data-sign="~">{t('retellSync.takenUp')}</li>}
        {added.length > 0 && <li data-sign="+">{t('retellSync.added', { count: added.length, names: added.map(functionName).join(', ') })}</li>}
        {changes.filter((change) => !added.includes(change)).map((change, i) => <li key={i} data-sign={change.kind === 'add' ? '+' : '~'}>{say(change)}</li>)}
        {notes.map(({ about, names }, i) => <li key={i} data-sign="·">{t(`retellSync.note.${about}`, { names: names.join(', ') })}</li>)}
        {changes.length === 0 && !group.taken_up && <li data-sign="·">{t('retellSync.nothing')}</li>}
      </ul>
    </section>
  );
}

function useFunctionName(): (change: Pick<Change, 'name'>) => string {
  const { t } = useTranslation('settings');
  return ({ name }) => (name !== null && isFunction(name) ? t(`retellSync.function.${name}`) : (name ?? '–'));
}

function useChangeWords(): (change: Change) => string {
  const { t } = useTranslation('settings');
  const functionName = useFunctionName();
  return (change) => {
    if (change.what !== 'function') return t(`retellSync.${change.kind}.${change.what}`);
    const fields = new Set(change.fields.map((field) => (isField(field) ? t(`retellSync.field.${field}`) : field)));
    return t('retellSync.changed', { name: functionName(change), fields: [...fields].join(', ') });
  };
}

function isFunction(name: string): name is keyof typeof german.retellSync.function {
  return name in german.retellSync.function;
}

function isField(name: string): name is keyof typeof german.retellSync.field {
  return name in german.retellSync.field;
}
