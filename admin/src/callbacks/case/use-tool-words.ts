import { useTranslation } from 'react-i18next';
import { words as german } from '../../words/de/callbacks.ts';

/** What a function of the assistant was to do; one that a newer server has stands there by its name. */
export function useToolWords(): (name: string) => string {
  const { t } = useTranslation('callbacks');
  return (name) => (isTool(name) ? t(`tool.${name}`) : name);
}

function isTool(name: string): name is keyof typeof german.tool {
  return name in german.tool;
}
