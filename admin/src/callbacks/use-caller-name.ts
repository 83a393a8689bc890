import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../api/shapes.ts';
import { phoneWords } from './phone-words.ts';

/** How this caller is called in a list: by name, else by number. */
export function useCallerName(): (callback: Pick<Callback, 'customer_name' | 'phone_number' | 'phone_raw' | 'customer_email'>) => string {
  const { t } = useTranslation('callbacks');
  return useCallback(({ customer_name: name, phone_number: phone, phone_raw: raw, customer_email: email }) => {
    if (name !== null && name !== '') return name;
    if (phone !== null) return phoneWords(phone);
    if (email !== null) return email;
    return raw === null ? t('wish.noNumber') : t('wish.hiddenNumber');
  }, [t]);
}
