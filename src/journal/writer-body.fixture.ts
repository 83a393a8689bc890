/** What the writer to be killed says under an id; the test knows it without having been told. */
export function bodyOf(id: string): string {
  return `${id}: ${'ü'.repeat([...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 700)}`;
}
