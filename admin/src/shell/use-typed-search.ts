import { useEffect, useRef, useState } from 'react';

/** What is typed is asked for once the fingers rest. */
const REST_MS = 250;

/** A field whose words stand in the address. What comes from there otherwise (Back, a filter that is taken off) takes the place of what was typed. */
export function useTypedSearch(asked: string, ask: (words: string) => void): readonly [typed: string, type: (words: string) => void] {
  const [typed, type] = useState(asked);
  // what this field has asked for itself, up to the newest: the address answers later, and must not take away what was typed since
  const mine = useRef<readonly string[]>([asked]);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    const at = mine.current.lastIndexOf(asked);
    mine.current = at === -1 ? [asked] : mine.current.slice(at);
    if (at === -1) type(asked);
  }, [asked]);
  useEffect(() => {
    // a phone puts a blank behind each word, which asks for nothing else
    const words = typed.trim();
    if (words === mine.current.at(-1)) return undefined;
    const timer = setTimeout(() => {
      mine.current = [...mine.current, words];
      latest.current(words);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, type];
}
