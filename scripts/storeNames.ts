/** The names in a list such as `A,B`, with Latin or Chinese commas; `\,` is a comma of a name. */
export function storeNames(list: string): string[] {
  return list
    .split(/(?<!\\)[,，]/)
    .map((name) => name.replace(/\\([,，])/g, '$1').trim())
    .filter((name) => name !== '')
}
