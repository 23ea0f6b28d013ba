import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A folder of its own for commands that deploy, as a fresh checkout: nothing of this one is written to. */
export class DeploymentFolder {
  readonly path = mkdtempSync(path.join(os.tmpdir(), 'deploy-'))

  constructor() {
    for (const name of ['src', 'migrations', 'node_modules', 'scripts'])
      symlinkSync(path.resolve(name), path.join(this.path, name))
    for (const name of ['wrangler.toml', 'tsconfig.json', 'package.json'])
      copyFileSync(name, path.join(this.path, name))
  }

  /** Runs a script such as `deploy` with nothing of this process's environment but what it needs. */
  run(script: string, args: readonly string[], env: Record<string, string>): Promise<Ended> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [path.resolve(`scripts/${script}.ts`), ...args],
        { cwd: this.path, env: { PATH: process.env.PATH ?? '', HOME: this.path, ...env }, timeout: 110_000 },
        (error, stdout, stderr) =>
          resolve({ code: error ? Number(error.code ?? 1) : 0, said: stdout + stderr }),
      )
    })
  }

  remove(): void {
    rmSync(this.path, { recursive: true })
  }
}

export interface Ended {
  code: number
  /** What it wrote for people. */
  said: string
}
