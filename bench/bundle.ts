import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { UserError } from '../scripts/userError.ts'
import { kilobytes } from './measure.ts'
import type { Row } from './report.ts'
import { ROOT } from './world.ts'

const WRANGLER = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')

/** What a deployment uploads: the bundle and the modules beside it. */
export async function measureBundle(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'today-must-do-bench-'))
  try {
    await build(folder)
    const modules = readdirSync(folder).filter((name) => !name.endsWith('.map') && name !== 'README.md')
    // All in one, as wrangler reports an upload.
    const upload = Buffer.concat(modules.map((name) => readFileSync(join(folder, name))))
    return [
      {
        what: 'Worker, gzip',
        measured: kilobytes(gzipSync(upload).length),
        beside: `unpacked ${kilobytes(upload.length)}, ${modules.length} modules`,
        goal: '≤ 300 KB',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function build(folder: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [WRANGLER, 'deploy', '--dry-run', '--outdir', folder], {
      cwd: ROOT,
    })
  } catch (error) {
    throw new UserError(
      `The Worker cannot be built; npm run build says why. (${String(error).slice(0, 300)})`,
    )
  }
}
