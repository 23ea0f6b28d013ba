import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildSync } from 'esbuild'

/**
 * `npm run browser`: what runs in a browser, bundled into the folder of static files. Wrangler runs it before each build;
 * the folder is not part of the repository.
 */

const ROOT = path.join(import.meta.dirname, '..')
const SOURCES = path.join(ROOT, 'src/browser')
/** As `[assets]` in wrangler.toml has it. */
const STATIC_FOLDER = path.resolve('static')
/** Below it, where pages ask for scripts (src/http/headers.ts). */
const SCRIPTS = 'scripts'

/**
 * The platform serves these files by itself, past the Worker and its headers. A Web Worker obeys the policy that comes
 * with its own script: it may load the rest of itself and talk to us, and nothing else.
 */
const HEADERS = `/*
  Content-Security-Policy: default-src 'none'; script-src 'self'; connect-src 'self'
  Cross-Origin-Resource-Policy: same-origin
  Referrer-Policy: same-origin
  X-Content-Type-Options: nosniff
  X-Robots-Tag: noindex, nofollow
`

/** The bundles by their paths below the static folder, each with what only some readers need in chunks of its own. */
function bundles(): Map<string, Uint8Array> {
  const { outputFiles } = buildSync({
    entryPoints: {
      importPage: path.join(SOURCES, 'import/page.tsx'),
      importWorker: path.join(SOURCES, 'import/worker.ts'),
    },
    outdir: path.join(STATIC_FOLDER, SCRIPTS),
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    write: false,
  })
  return new Map(outputFiles.map((file) => [path.relative(STATIC_FOLDER, file.path), file.contents] as const))
}

/** Writes what changed and removes what is gone, or the watcher of the files would never rest. */
function writeStatic(): void {
  const files = new Map<string, Uint8Array>([['_headers', Buffer.from(HEADERS)], ...bundles()])
  mkdirSync(path.join(STATIC_FOLDER, SCRIPTS), { recursive: true })
  const there = readdirSync(STATIC_FOLDER, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  for (const { parentPath, name } of there) {
    const file = path.join(parentPath, name)
    if (!files.has(path.relative(STATIC_FOLDER, file))) rmSync(file)
  }
  for (const [name, bytes] of files) {
    const file = path.join(STATIC_FOLDER, name)
    if (!isSame(file, bytes)) writeFileSync(file, bytes)
  }
}

function isSame(file: string, bytes: Uint8Array): boolean {
  try {
    return readFileSync(file).equals(bytes)
  } catch {
    return false
  }
}

writeStatic()
