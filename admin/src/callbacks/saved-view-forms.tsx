import { useRef } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxSearch } from './inbox-search.ts';
import type { SavedViewActions, ShownView } from './use-saved-views.ts';
import picker from './picker.module.css';
import styles from './saved-views.module.css';

/** As the server takes it. */
const NAME_MAX = 60;

interface FormProps {
  readonly actions: SavedViewActions;
  readonly mayShare: boolean;
}

/** What the list shows now, under a name. */
export function KeepView({ search, actions, mayShare }: FormProps & { readonly search: InboxSearch }) {
  const { t } = useTranslation('callbacks');
  const keep = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = read(event.currentTarget);
    if (given.name !== '') void actions.keep({ ...given, search });
  };
  return (
    <form className={styles.form} data-apart="true" onSubmit={keep}>
      <div className={styles.line}>
        <label className={picker.field}>{t('view.save')}<input name="name" placeholder={t('view.name')} maxLength={NAME_MAX} autoComplete="off" /></label>
        <button type="submit" className={picker.small}>{t('view.saveIt')}</button>
      </div>
      {mayShare && <Share shared={false} />}
    </form>
  );
}

export function EditView({ view, actions, mayShare, done }: FormProps & { readonly view: ShownView; readonly done: () => void }) {
  const { t } = useTranslation(['callbacks', 'frame']);
  const chosen = useRef(false);
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = read(event.currentTarget);
    if (given.name !== '') void actions.change(view, given).then((changed) => changed && done());
  };
  const choose = (field: HTMLInputElement | null): void => {
    if (!chosen.current) field?.select();
    chosen.current = true;
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <label className={picker.field}>{t('view.name')}<input name="name" defaultValue={view.name} maxLength={NAME_MAX} autoComplete="off" ref={choose} /></label>
      {mayShare && <Share shared={view.shared} />}
      <div className={styles.buttons}>
        <button type="submit" className={picker.small}>{t('view.change')}</button>
        <button type="button" className={styles.link} onClick={done}>{t('frame:cancel')}</button>
        <button type="button" className={styles.remove} onClick={() => void actions.remove(view).then((gone) => gone && done())}>{t('view.remove')}</button>
      </div>
    </form>
  );
}

function Share({ shared }: { readonly shared: boolean }) {
  const { t } = useTranslation('callbacks');
  return <label className={styles.share}><input type="checkbox" name="shared" defaultChecked={shared} />{t('view.share')}</label>;
}

function read(form: HTMLFormElement): { readonly name: string; readonly shared: boolean } {
  const data = new FormData(form);
  return { name: String(data.get('name')).trim(), shared: data.get('shared') !== null };
}
