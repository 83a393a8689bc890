import { useMutation } from '@tanstack/react-query';

/** What a sheet sends. A refusal stays in the sheet, beside what was typed. */
export function useSave(save: () => Promise<unknown>, done: () => void): { readonly save: () => void; readonly busy: boolean; readonly problem: unknown } {
  const { mutate, isPending, error } = useMutation({ mutationFn: save, onSuccess: done });
  return { save: () => mutate(), busy: isPending, problem: error };
}
