import { type Cheerio, load } from 'cheerio'
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse } from 'parse5'
import { expect } from 'vitest'
import { COPY_SCRIPT } from '../src/ui/share/copyScript'

/** Reads pages as a browser does, and asks them by name, class, attribute and text. */

type Node = Exclude<Parameters<typeof load>[0], string | Buffer | unknown[]>

/** Some elements of a page. */
export type Part = Cheerio<Node>

function rootOf(of: string | Part): Part {
  return typeof of === 'string' ? load(of).root() : of
}

/** The elements within a page, or within a part of it, that a CSS selector finds. */
export function select(of: string | Part, selector: string): Part {
  return rootOf(of).find(selector)
}

/** Each of some elements by itself. */
export function each(elements: Part): Part[] {
  return elements.toArray().map((_, i) => elements.eq(i))
}

/** What a reader sees: each text set off by spaces, white space folded. */
export function visibleText(of: string | Part): string {
  return rootOf(of)
    .toArray()
    .flatMap(textsIn)
    .map((text) => ` ${text} `)
    .join('')
    .replace(/\s+/g, ' ')
}

function textsIn(node: Node): string[] {
  if (node.type === 'text') return [node.data]
  return 'children' in node && node.type !== 'style' ? node.children.flatMap(textsIn) : []
}

/** What a reader sees of each element that a selector finds. */
export function texts(of: string | Part, selector: string): string[] {
  return each(select(of, selector)).map((element) => visibleText(element).trim())
}

/** One attribute of each element that a selector finds. */
export function attributes(of: string | Part, selector: string, name: string): (string | undefined)[] {
  return each(select(of, selector)).map((element) => element.attr(name))
}

/** Where the links within a page, or within a part of it, lead to. */
export function hrefs(of: string | Part): string[] {
  return attributes(of, 'a[href]', 'href').map((href) => href ?? '')
}

/** The one link that is read aloud as a name. */
export function link(of: string | Part, name: string): Part {
  const links = select(of, 'a[href]')
  const named = links.filter((i) => nameOf(links.eq(i)) === name)
  expect(named.length, `links named ${name}`).toBe(1)
  return named
}

function nameOf(element: Part): string {
  return element.attr('aria-label') ?? visibleText(element).trim()
}

/** The address that a link leads to, in its parts. */
export function addressOf(anchor: Part): URL {
  const href = anchor.attr('href')
  if (href === undefined) throw new Error('a link that leads nowhere')
  return new URL(href, 'https://page')
}

/** The days that a page offers a step to. */
export function stepDates(of: string | Part): (string | null)[] {
  return each(select(of, 'a.step')).map((step) => addressOf(step).searchParams.get('date'))
}

/** The card of one rule. */
export function ruleCard(html: string, rule: string): Part {
  const card = select(html, `article.rule.rule-${rule}`)
  expect(card.length, rule).toBe(1)
  return card
}

/** The one table of a caption. */
export function table(of: string | Part, caption: string): Part {
  const tables = select(of, 'table')
  const captioned = tables.filter((i) => texts(tables.eq(i), 'caption').includes(caption))
  expect(captioned.length, `tables of ${caption}`).toBe(1)
  return captioned
}

/** The rows of a table's body. */
export function rowsOf(ofTable: Part): Part[] {
  return each(select(ofTable, 'tbody > tr'))
}

/** What names a row. */
export function rowName(row: Part): string {
  return visibleText(select(row, 'th[scope="row"]')).trim()
}

/** A row's cell under a heading. */
export function cellUnder(row: Part, heading: string): Part {
  const cells = select(row, 'td')
  return cells.filter((i) => cells.eq(i).attr('data-label') === heading)
}

/** Errors about a character that no document should hold: it breaks out of no place. */
const OF_CHARACTERS = new Set([
  'control-character-in-input-stream',
  'noncharacter-in-input-stream',
  'surrogate-in-input-stream',
  'unexpected-null-character',
])

/** Fails unless every tag closes where it should and a browser finds no error: then nothing broke out of its place. */
export function expectWellFormed(html: string): void {
  const errors: string[] = []
  const page = parse(html, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startOffset }) => {
      if (!OF_CHARACTERS.has(code)) errors.push(`${code}: ${html.slice(startOffset - 60, startOffset + 20)}`)
    },
  })
  expect(errors).toEqual([])
  const elements = elementsIn(page)
  // A browser adds and closes elements by itself, without an error.
  const unclosed = elements.filter((element) => !isClosed(element, html))
  expect(unclosed.map(({ tagName }) => tagName)).toEqual([])
  // And it passes over an end tag that closes nothing.
  const endTags = elements.filter(({ sourceCodeLocation }) => sourceCodeLocation?.endTag)
  expect(html.split('</').length - 1, 'end tags').toBe(endTags.length)
}

type Element = DefaultTreeAdapterMap['element']

function elementsIn(parent: DefaultTreeAdapterMap['parentNode']): Element[] {
  return parent.childNodes
    .filter((node) => defaultTreeAdapter.isElementNode(node))
    .flatMap((element) => [element, ...elementsIn(element)])
}

/** Whether an element is written down, with an end of its own. */
function isClosed({ sourceCodeLocation: at }: Element, html: string): boolean {
  return at?.startTag !== undefined && (at.endTag !== undefined || html[at.startTag.endOffset - 2] === '/')
}

/**
 * Fails where a page holds what its strict policy forbids: scripts but the one that copies, styles and handlers in
 * attributes, other sites.
 */
export function expectNothingForbidden(html: string): void {
  const scripts = each(select(html, 'script'))
  expect(scripts.map((script) => ({ text: script.text(), ...script.attr() }))).toEqual(
    select(html, '[data-copy]').length > 0 ? [{ text: COPY_SCRIPT }] : [],
  )
  const held = select(html, '*')
    .toArray()
    .flatMap((element) => ('attribs' in element ? Object.entries(element.attribs) : []))
  const forbidden = held.filter(
    ([name, value]) =>
      name === 'style' ||
      name.startsWith('on') ||
      (['src', 'href', 'action'].includes(name) && /^\s*(https?:|javascript:|\/\/)/i.test(value)),
  )
  expect(forbidden).toEqual([])
}

/** Fails unless texts that begin in a certain way, more of them than a number, keep their direction to themselves. */
export function expectOwnDirection(html: string, beginning: string, moreThan: number): void {
  const around = each(select(html, '*')).filter((element) =>
    element
      .contents()
      .toArray()
      .some((node) => node.type === 'text' && node.data.startsWith(beginning)),
  )
  expect(around.length).toBeGreaterThan(moreThan)
  for (const element of around) expect(element.is('bdi, [dir="auto"]'), element.toString()).toBe(true)
}
