// What the page itself asks for while this program is still on its way to the browser (index.html): who is signed in, and the list with
// which everybody begins. On a slow phone the program takes more than a second, in which both have answered.
declare global {
  interface Window {
    fangnetzEarly?: Record<string, Promise<Response>>;
  }
}

/** Once: whoever asks again wants to know how it is now. */
export function takeEarly(address: string): Promise<Response> | null {
  const early = window.fangnetzEarly?.[address] ?? null;
  if (early !== null) delete window.fangnetzEarly![address];
  return early;
}
