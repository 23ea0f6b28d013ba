import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeName } from '../../scripts/demo/stores'
import { yesterdayInShanghai } from '../../scripts/yesterday'

/** `npm start` in a folder of its own, as on a fresh machine: without state, secrets or data. */
let folder: string
let port: number

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'start-'))
  for (const name of ['src', 'migrations', 'node_modules', 'scripts'])
    symlinkSync(path.resolve(name), path.join(folder, name))
  for (const name of ['wrangler.toml', 'tsconfig.json', 'package.json'])
    copyFileSync(name, path.join(folder, name))
  port = await freePort()
})

afterAll(() => rmSync(folder, { recursive: true }))

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: free } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return free
}

interface Started {
  child: ChildProcess
  /** What it has said so far. */
  said(): string
  exitCode: Promise<number | null>
}

function start(): Started {
  const child = spawn(process.execPath, [path.resolve('scripts/start.ts')], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, PORT: String(port) },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, said: () => output, exitCode }
}

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** `npm run people` beside the server. */
function people(...args: string[]): Promise<Ended> {
  const file = path.resolve('scripts/people.ts')
  const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', HOME: folder, PORT: String(port) } }
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

const get = (address: string) => fetch(`http://127.0.0.1:${port}${address}`, { redirect: 'manual' })

/** Runs until the final box, looks around, and is told to end. */
async function whileStarted(look: (said: string) => Promise<void>): Promise<void> {
  const started = start()
  try {
    await expect.poll(started.said, { timeout: 50_000 }).toContain('Ctrl+C')
    await look(started.said())
  } finally {
    started.child.kill('SIGTERM')
  }
  expect(await started.exitCode).toBe(0)
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
}

describe('npm start', () => {
  it('shows the figures of demo stores on a fresh machine, and ends without a trace', async () => {
    await whileStarted(async (said) => {
      expect(said).toMatch(/lines, .* orders, 4 stores; \d lines rejected \(on purpose\)/)
      expect(said).toMatch(/Schedule .*: ok after/)
      expect(said).toContain('Sign-in: not needed on this machine, as Local admin')
      const response = await get('/api/diagnosis')
      expect(await response.json()).toMatchObject({
        businessDate: yesterdayInShanghai(Date.now()),
        absent: [{ store: storeName(3) }],
        source: 'cache',
      })
    })
  })

  it('opens signed in as the local admin, and lets others in by their links', async () => {
    await whileStarted(async (said) => {
      expect(said).toContain('Sign-in: not needed on this machine\n')
      expect(said).toContain('the local admin, on this machine alone')
      expect((await get('/')).status).toBe(200)
      expect(await (await get('/healthz')).json()).toEqual({ ok: true })

      const added = await people('add', '李娜', '--role', 'viewer', '--stores', storeName(0))
      expect(added).toMatchObject({ code: 0, stderr: '' })
      expect(added.stdout.trimEnd().split('\n').at(-1)).toMatch(
        new RegExp(`^http://localhost:${port}/sign-in/[\\w-]{43}$`),
      )
      const listed = await people('list', '--json')
      expect(JSON.parse(listed.stdout)).toMatchObject({
        people: [
          { id: 1, name: 'Local admin', role: 'admin', allStores: true, email: 'admin@localhost' },
          { id: 2, name: '李娜', role: 'viewer', stores: [{ name: storeName(0) }], links: [{ devices: 0 }] },
        ],
      })
      expect(await people('first-admin')).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /^There is an admin already: Local admin \(1\)\. .*`npm run people -- link NAME`\.\n$/,
        ),
      })
    })
  })

  it('keeps what is there when it starts again', async () => {
    const secrets = readFileSync(path.join(folder, '.dev.vars'), 'utf8')
    await whileStarted(async (said) => {
      expect(said).toContain('Data: 4 stores are there')
      const again = start()
      expect(await again.exitCode).toBe(1)
      expect(again.said()).toBe(
        `Port ${port} is taken: stop what listens there, or choose another with \`PORT=${port + 1} npm start\`.\n`,
      )
    })
    expect(readFileSync(path.join(folder, '.dev.vars'), 'utf8')).toBe(secrets)
  })
})
