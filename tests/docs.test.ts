import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { CACHE_SCHEMA, EDGE_SCHEMA } from '../src/cache/keys'
import { ARCHIVE_VERSION } from '../src/data/archive/dayColumns'
import { ORDER_RECORD_VERSION } from '../src/data/orderRecord'
import { ROLLUP_VERSION } from '../src/data/rollupRecord'

/** Where a documentation file or a source file leads: the file, and the heading in it. */
interface Target {
  cited: string
  file: string
  anchor: string | undefined
}

const pages = [...globSync('*.md'), ...globSync('docs/**/*.md'), ...globSync('.github/**/*.md')]
const sources = globSync('{src,scripts,tests,bench}/**/*.{ts,tsx}')

function linksOf(page: string): Target[] {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s#]*)(?:#([^)\s]+))?\)/g)]
  return links
    .filter(([, file]) => !/^[a-z]+:/.test(file ?? ''))
    .map(([link, file, anchor]) => ({
      cited: `${page}: ${link}`,
      file: file ? path.join(path.dirname(page), file) : page,
      anchor,
    }))
}

function citationsOf(source: string): Target[] {
  const citations = [...readFileSync(source, 'utf8').matchAll(/\b(docs\/[\w/-]+\.md)(?:#([\w-]+))?/g)]
  return citations.map(([text, file = '', anchor]) => ({ cited: `${source}: ${text}`, file, anchor }))
}

function anchorsOf(page: string): string[] {
  const headings = [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading)
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function isThere({ file, anchor }: Target): boolean {
  return existsSync(file) && (anchor === undefined || anchorsOf(file).includes(anchor))
}

test('what the documentation and the comments lead to is there', () => {
  const targets = [...pages.flatMap(linksOf), ...sources.flatMap(citationsOf)]
  expect(targets.length).toBeGreaterThan(0)
  expect(targets.filter((target) => !isThere(target)).map(({ cited }) => cited)).toEqual([])
})

test('the versions of what is stored are those of the code', () => {
  const storage = readFileSync('docs/storage.md', 'utf8')
  expect(storage).toContain(
    `\`ORDER_RECORD_VERSION\` ${ORDER_RECORD_VERSION}, \`ARCHIVE_VERSION\` ${ARCHIVE_VERSION}, \`ROLLUP_VERSION\` ${ROLLUP_VERSION}, \`CACHE_SCHEMA\` ${CACHE_SCHEMA} and \`EDGE_SCHEMA\` ${EDGE_SCHEMA}.`,
  )
  const keys = [...storage.matchAll(/^\| `v(\d+)\//gm)].map(([, schema]) => Number(schema))
  expect(new Set(keys)).toEqual(new Set([CACHE_SCHEMA]))
  const edgeKeys = [...storage.matchAll(/^\| `edge(\d+)\//gm)].map(([, schema]) => Number(schema))
  expect(new Set(edgeKeys)).toEqual(new Set([EDGE_SCHEMA]))
})
