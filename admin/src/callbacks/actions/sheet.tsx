// A sheet rises from the bottom of the case and leaves the rest readable: whoever writes down what the customer says needs to see what
// was said before. Digits choose, Enter saves, Escape closes and keeps what was typed.
import { Button, CloseButton } from '@mantine/core';
import { CornerDownLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { FormEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from './use-problem-text.ts';
import styles from './sheet.module.css';

interface SheetFrame {
  readonly title: string;
  readonly hide: () => void;
  readonly children: ReactNode;
  /** What Enter does; null: there is nothing to send (yet). */
  readonly submit: { readonly label: string; readonly act: () => void; readonly busy: boolean; readonly hint?: string; readonly disabled?: boolean } | null;
  readonly problem?: unknown;
  readonly aside?: ReactNode;
}

export function Sheet({ title, hide, children, submit, problem = null, aside }: SheetFrame) {
  const { t } = useTranslation('acting');
  const problemText = useProblemText();
  const root = useFocusInside(submit?.busy === true);
  useSheetKeys(root, hide);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (submit !== null && !submit.busy && submit.disabled !== true) submit.act();
  };
  return (
    <section ref={root} className={styles.sheet} role="dialog" aria-label={title} tabIndex={-1}>
      <form className={styles.form} onSubmit={send} noValidate>
        <header className={styles.head}>
          <h3 className={styles.title}>{title}</h3>
          <CloseButton size="md" aria-label={t('hide')} onClick={hide} />
        </header>
        <div className={styles.body}>{children}</div>
        {problem !== null && problem !== undefined && <p className={styles.problem} role="alert">{problemText(problem)}</p>}
        {(submit !== null || aside !== undefined) && (
          <footer className={styles.foot}>
            {submit !== null && <Button type="submit" size="md" loading={submit.busy} disabled={submit.disabled ?? false} rightSection={<CornerDownLeft className={styles.enter} size={15} aria-hidden />}>{submit.label}</Button>}
            {aside}
            {submit?.hint !== undefined && <span className={styles.hint}>{submit.hint}</span>}
          </footer>
        )}
      </form>
    </section>
  );
}

/**
 * Opens with the focus on itself (digits work at once) or on the field that asks for it; closing gives it back. A button that is pressed
 * and then busy loses the focus, which would leave the keyboard nowhere.
 */
function useFocusInside(busy: boolean): RefObject<HTMLElement | null> {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    (root.current?.querySelector<HTMLElement>('[data-autofocus]') ?? root.current)?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    if (document.activeElement === document.body) root.current?.focus({ preventScroll: true });
  }, [busy]);
  return root;
}

function useSheetKeys(root: RefObject<HTMLElement | null>, hide: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target, key } = event;
      const sheet = root.current;
      if (sheet === null || event.defaultPrevented || !(target instanceof Element) || !(sheet.contains(target) || target === document.body)) return;
      const withMod = event.ctrlKey || event.metaKey;
      if (key === 'Escape') {
        event.preventDefault();
        hide();
      } else if (withMod && key === 'Enter') {
        sheet.querySelector('form')?.requestSubmit();
      } else if (/^[1-9]$/.test(key) && !withMod && !event.altKey && !isField(target)) {
        const chosen = sheet.querySelector<HTMLElement>(`[data-digit="${key}"]`);
        if (chosen === null) return;
        event.preventDefault();
        chosen.focus();
        // a press that means it, like one of the pointer (choices.tsx)
        chosen.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [root, hide]);
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox');
}
