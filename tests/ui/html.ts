import { expect } from 'vitest'

/** Reads the page as a browser would, as far as the tests need it. */

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*(\/?)>/g
const VOID = new Set(['meta', 'link', 'input', 'br'])

/** What a reader sees: the text between the tags, entities undone, white space folded. */
export function visibleText(html: string): string {
  return html
    .replace(/<style[^>]*>.*?<\/style>/gs, '')
    .replace(TAG, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
}

/** Fails unless every tag closes where it should and no `<` stands outside a tag: then nothing broke out of its place. */
export function expectWellFormed(html: string): void {
  const document = html.replace(/^<!doctype html>/, '').replace(/(<style[^>]*>).*?(?=<\/style>)/gs, '$1')
  const open: string[] = []
  let end = 0
  for (const match of document.matchAll(TAG)) {
    expect(document.slice(end, match.index)).not.toContain('<')
    end = match.index + match[0].length
    const [, slash, name = '', , selfClosing] = match
    if (slash) expect(open.pop()).toBe(name)
    else if (!selfClosing && !VOID.has(name)) open.push(name)
  }
  expect(document.slice(end)).not.toContain('<')
  expect(open).toEqual([])
}

/** The attributes of every tag of a page, as `name=value`. */
export function attributes(html: string): string[] {
  return [...html.matchAll(TAG)].flatMap((match) =>
    [...(match[3] ?? '').matchAll(/\s([a-zA-Z:-]+)(?:="([^"]*)")?/g)].map(
      ([, name, value]) => `${name}=${value ?? ''}`,
    ),
  )
}

/** The card of one rule. */
export function ruleCard(html: string, rule: string): string {
  const card = html.split('<article class="').find((part) => part.startsWith(`rule rule-${rule} `))
  expect(card, rule).toBeDefined()
  return card?.split('</article>')[0] ?? ''
}

/** The tags that the texts of a page stand in directly, for the texts that begin in a certain way. */
export function tagsAround(html: string, beginning: string): string[] {
  const tags = [...html.matchAll(TAG)]
  return tags.filter((tag) => html.startsWith(beginning, tag.index + tag[0].length)).map((tag) => tag[0])
}

/** The opening tags of one name. */
export function tags(html: string, name: string): string[] {
  return [...html.matchAll(TAG)].filter((tag) => tag[2] === name && !tag[1]).map((tag) => tag[0])
}
