import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { readTime } from '../../words/wall-clock.ts';
import styles from './fields.module.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

export function NoteField({ label, value, change, placeholder, focus = false }: FieldProps & { readonly placeholder?: string; readonly focus?: boolean }) {
  return <Textarea label={label} placeholder={placeholder} value={value} onChange={(event) => change(event.currentTarget.value)} minRows={2} maxRows={8} autosize maxLength={4000} {...(focus ? { 'data-autofocus': true } : {})} />;
}

export function TextField({ label, value, change, type = 'text', focus = false }: FieldProps & { readonly type?: 'text' | 'tel' | 'email' | 'date'; readonly focus?: boolean }) {
  return <TextInput label={label} type={type} value={value} onChange={(event) => change(event.currentTarget.value)} {...(focus ? { 'data-autofocus': true } : {})} />;
}

export function SelectField({ label, value, change, options }: FieldProps & { readonly options: readonly { readonly value: string; readonly label: string }[] }) {
  return <NativeSelect label={label} value={value} onChange={(event) => change(event.currentTarget.value)} data={[...options]} />;
}

/** Beside each other where there is room. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** Typed, not picked: „930“ is faster than a wheel, and a browser in English would ask for AM and PM. */
export function TimeField({ label, value, change }: FieldProps) {
  return <TextInput label={label} value={value} inputMode="numeric" placeholder="14:30" maxLength={8} autoComplete="off" onChange={(event) => change(event.currentTarget.value)} onBlur={() => change(readTime(value) ?? value)} />;
}
