import { Button, Textarea } from '@mantine/core';
import { useRef } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailPreview } from './shapes.ts';
import type { MailLocale, OwnText } from './use-mail-texts.ts';
import styles from './mails-part.module.css';

type Part = keyof OwnText;

interface OwnTextFieldsProps {
  readonly locale: MailLocale;
  readonly text: OwnText;
  /** What holds where a field stays empty. */
  readonly otherwise: OwnText;
  readonly write: (text: OwnText) => void;
  readonly placeholders: readonly string[];
  readonly problems: MailPreview['problems'];
}

export function OwnTextFields({ locale, text, otherwise, write, placeholders, problems }: OwnTextFieldsProps) {
  const { t } = useTranslation('told');
  const fields: Readonly<Record<Part, RefObject<HTMLTextAreaElement | null>>> = { opening: useRef(null), closing: useRef(null) };
  const last = useRef<Part>('opening');
  const problemAt = (part: Part): string | null => {
    const problem = problems.find(({ place }) => place.endsWith(`.${part}`));
    if (problem === undefined) return null;
    const lines = part === 'opening' ? 'one' : 'more';
    return problem.code === 'too_many_lines' || problem.code === 'too_long' ? t(`mails.problem.${problem.code}.${lines}`) : t(`mails.problem.${problem.code}`, { given: problem.given ?? '', allowed: placeholders.join(', ') });
  };
  const insert = (placeholder: string): void => {
    const [part, field] = [last.current, fields[last.current].current];
    const [from, until] = [field?.selectionStart ?? text[part].length, field?.selectionEnd ?? text[part].length];
    write({ ...text, [part]: `${text[part].slice(0, from)}${placeholder}${text[part].slice(until)}` });
    // after the text has arrived in the field: before, it would be put back to its end
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + placeholder.length, from + placeholder.length);
    });
  };
  return (
    <>
      {(['opening', 'closing'] as const).map((part) => (
        <Textarea
          key={part} ref={fields[part]} lang={locale} label={t(`mails.own.${part}`)} description={t(`mails.own.${part}Hint`)} placeholder={otherwise[part]} autosize minRows={part === 'opening' ? 2 : 3}
          value={text[part]} error={problemAt(part)} onFocus={() => { last.current = part; }} onChange={(event) => write({ ...text, [part]: event.currentTarget.value })}
        />
      ))}
      <div role="group" aria-label={t('mails.own.insert')} className={styles.placeholders}>
        <span aria-hidden>{t('mails.own.insert')}</span>
        {placeholders.map((one) => <Button key={one} type="button" size="compact-xs" variant="default" lang={locale} onClick={() => insert(one)}>{one}</Button>)}
      </div>
    </>
  );
}
