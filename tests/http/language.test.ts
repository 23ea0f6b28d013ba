import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { languageOf } from '../../src/http/language'

const app = new Hono().get('/', (context) => context.text(languageOf(context)))

/** What a request is answered in. */
async function languageFor(lang: string | undefined, acceptLanguage: string | undefined): Promise<string> {
  const path = lang === undefined ? '/' : `/?lang=${lang}`
  const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage }
  return (await app.request(path, { headers })).text()
}

describe('the language of a request', () => {
  it('is Chinese where nothing says otherwise', async () => {
    expect(await languageFor(undefined, undefined)).toBe('zh')
    expect(await languageFor('', '')).toBe('zh')
    expect(await languageFor(undefined, 'fr-FR,de;q=0.8')).toBe('zh')
    expect(await languageFor(undefined, '*')).toBe('zh')
  })

  it('is the one that the address asks for, whatever the browser likes', async () => {
    expect(await languageFor('en', 'zh-CN,zh')).toBe('en')
    expect(await languageFor('zh', 'en-GB')).toBe('zh')
    expect(await languageFor('zh-Hant-TW', 'en')).toBe('zh')
  })

  it('is the one of the two that the browser likes best', async () => {
    expect(await languageFor(undefined, 'en-GB,en;q=0.9,zh;q=0.8')).toBe('en')
    expect(await languageFor(undefined, 'en;q=0.5, zh-CN;q=0.9')).toBe('zh')
    expect(await languageFor(undefined, 'fr, en;q=0.7')).toBe('en')
    expect(await languageFor('xx', 'en')).toBe('en')
  })

  it('is not one that the browser refuses', async () => {
    expect(await languageFor(undefined, 'en;q=0')).toBe('zh')
    expect(await languageFor(undefined, ';;,,=')).toBe('zh')
  })
})
