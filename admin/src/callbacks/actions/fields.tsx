import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './fields.module.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

export function NoteField({ label, value, change, placeholder, focus = false }: FieldProps & { readonly placeholder?: string; readonly focus?: boolean }) {
  return <Textarea label={label} placeholder={placeholder} value={value} onChange={(event) => change(event.currentTarget.value)} minRows={2} maxRows={8} autosize maxLength={4000} {...(focus ? { 'data-autofocus': true } : {})} />;
}

export function TextField({ label, value, change, type = 'text', focus = false }: FieldProps & { readonly type?: 'text' | 'tel' | 'email' | 'date' | 'time'; readonly focus?: boolean }) {
  return <TextInput label={label} type={type} value={value} onChange={(event) => change(event.currentTarget.value)} {...(focus ? { 'data-autofocus': true } : {})} />;
}

export function SelectField({ label, value, change, options }: FieldProps & { readonly options: readonly { readonly value: string; readonly label: string }[] }) {
  return <NativeSelect label={label} value={value} onChange={(event) => change(event.currentTarget.value)} data={[...options]} />;
}

/** Beside each other where there is room. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
