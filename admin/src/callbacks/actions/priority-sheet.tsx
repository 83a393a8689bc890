import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Priority } from '../../api/shapes.ts';
import { useSay } from '../../words/say.ts';
import type { SheetProps } from './acting.ts';
import { Choices } from './choices.tsx';
import { priorityOptionsQuery } from './queries.ts';
import { Sheet } from './sheet.tsx';
import { useSave } from './use-save.ts';
import { useSend } from './use-send.ts';

/** Each with the deadline that it would bring, before it is chosen. */
export function PrioritySheet({ acting }: SheetProps) {
  const { t } = useTranslation(['acting', 'callbacks']);
  const say = useSay();
  const { callback, hide, done } = acting;
  const { data } = useQuery(priorityOptionsQuery(callback.id));
  const [chosen, setChosen] = useState<Priority | null>(null);
  const act = useSend(callback.id);
  const { save, busy, problem } = useSave(() => act('priority', { priority: chosen }), () => {
    done(t('done.priority', { what: chosen === null ? '' : t(`callbacks:priority.${chosen}`) }));
    hide();
  });
  const options = (['urgent', 'high', 'normal'] as const).map((value) => {
    const dueAt = data?.items.find(({ priority }) => priority === value)?.due_at;
    const hint = value === callback.priority ? t('priorityTo.current') : dueAt === undefined ? undefined : t(Date.parse(dueAt) === Date.parse(callback.due_at) ? 'priorityTo.same' : 'priorityTo.due', { moment: say.moment(dueAt) });
    return { value, label: t(`callbacks:priority.${value}`), hint };
  });
  return (
    <Sheet title={t('priorityTo.title')} hide={hide} problem={problem} submit={{ label: t('save'), act: save, busy, disabled: chosen === null || chosen === callback.priority }}>
      <Choices legend={t('priorityTo.title')} legendHidden value={chosen} choose={setChosen} options={options} />
    </Sheet>
  );
}
