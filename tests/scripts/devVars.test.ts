import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureDevVars, importTokenIn } from '../../scripts/devVars'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dev-vars-'))
  file = path.join(folder, '.dev.vars')
})

afterEach(() => rmSync(folder, { recursive: true }))

describe('.dev.vars', () => {
  it('is written where it is missing, for its owner only, with a long random token', () => {
    const { importToken, change } = ensureDevVars(file)
    expect(change).toBe('fileCreated')
    expect(importToken).toMatch(/^[\w-]{32}$/)
    expect(readFileSync(file, 'utf8')).toBe(`IMPORT_TOKEN=${importToken}\nACCESS_MODE=people\n`)
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it('stays as it is where it has a token', () => {
    const text = 'ACCESS_MODE=closed\nIMPORT_TOKEN="my-own==" # mine\n'
    writeFileSync(file, text)
    expect(ensureDevVars(file)).toEqual({ importToken: 'my-own==', change: 'none' })
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it.each(['OTHER=1', 'OTHER=1\n', 'IMPORT_TOKEN=\n'])('gets a token appended to %j', (text) => {
    writeFileSync(file, text)
    const { importToken, change } = ensureDevVars(file)
    expect(change).toBe('tokenAdded')
    expect(readFileSync(file, 'utf8')).toBe(`${text.trimEnd()}\nIMPORT_TOKEN=${importToken}\n`)
    expect(importTokenIn(file)).toBe(importToken)
  })

  it.each(['"my own"', 'geheim§', 'a=b', '='])('is refused and stays as it is with the token %s', (token) => {
    const text = `IMPORT_TOKEN=${token}\n`
    writeFileSync(file, text)
    expect(() => ensureDevVars(file)).toThrow(
      /^IMPORT_TOKEN in .* holds other characters than letters, digits and -\._~\+\/, at the end also =: write it with these, or delete its line/,
    )
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('has no token where it does not exist', () => {
    expect(importTokenIn(file)).toBeUndefined()
  })
})
