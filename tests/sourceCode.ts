import { parseAst } from 'vitest/node'

/** What a source file imports and uses, read from its syntax tree: comments and strings do not count. */

export interface Import {
  /** As written: `../data/runs`, `hono/route`. */
  from: string
  typeOnly: boolean
}

/** Everything that a TypeScript file imports, passes on, or names by `import(…)`; drawing with JSX imports its runtime. */
export function importsOf(path: string, source: string): Import[] {
  const nodes = nodesOf(path, source)
  const draws = nodes.some(({ type }) => type === 'JSXElement' || type === 'JSXFragment')
  const written = nodes.flatMap((node) => {
    const from = (node.source as { value?: unknown } | null | undefined)?.value
    if (typeof from !== 'string') return []
    const typeOnly = [node.importKind, node.exportKind].includes('type') || node.type === 'TSImportType'
    return [{ from, typeOnly }]
  })
  return draws ? [...written, { from: 'preact/jsx-runtime', typeOnly: false }] : written
}

/** Names under which a program reaches its clock, chance and the world outside. */
const IMPURE_GLOBALS: ReadonlySet<unknown> = new Set([
  ...['fetch', 'console', 'crypto', 'performance', 'process', 'caches', 'globalThis', 'self'],
  ...['scheduler', 'setTimeout', 'setInterval', 'queueMicrotask'],
])
const IMPURE_MEMBERS: ReadonlySet<string> = new Set(['Date.now', 'Math.random'])

/** What a file uses of {@link IMPURE_GLOBALS}, the clock or chance. */
export function impureNamesOf(path: string, source: string): string[] {
  const nodes = nodesOf(path, source)
  const labels = new Set(nodes.flatMap((node) => (node.computed === false ? [node.property, node.key] : [])))
  return nodes.filter((node) => !labels.has(node)).flatMap((node) => impureName(node) ?? [])
}

function impureName(node: Node): string | undefined {
  const callsDate = nameOf(node.callee) === 'Date'
  switch (node.type) {
    case 'Identifier':
      return IMPURE_GLOBALS.has(node.name) ? String(node.name) : undefined
    case 'MemberExpression': {
      const member = `${nameOf(node.object)}.${nameOf(node.property)}`
      return IMPURE_MEMBERS.has(member) ? member : undefined
    }
    case 'CallExpression':
      return callsDate ? 'Date()' : undefined
    case 'NewExpression':
      return callsDate && (node.arguments as unknown[]).length === 0 ? 'new Date()' : undefined
  }
  return undefined
}

type Node = Record<string, unknown>

function nameOf(node: unknown): unknown {
  return (node as Node | undefined)?.name
}

/** All nodes of the file's syntax tree. */
function nodesOf(path: string, source: string): Node[] {
  const nodes: Node[] = []
  const open: unknown[] = [parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' })]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    if ('type' in value) nodes.push(value as Node)
    open.push(...Object.values(value))
  }
  return nodes
}
