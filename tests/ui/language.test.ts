import { describe, expect, it } from 'vitest'
import { pickLanguage } from '../../src/ui/language'

describe('the language of a request', () => {
  it('is Chinese where nothing says otherwise', () => {
    expect(pickLanguage(undefined, undefined)).toBe('zh')
    expect(pickLanguage('', '')).toBe('zh')
    expect(pickLanguage(null, 'fr-FR,de;q=0.8')).toBe('zh')
    expect(pickLanguage(null, '*')).toBe('zh')
  })

  it('is the one that the address asks for, whatever the browser likes', () => {
    expect(pickLanguage('en', 'zh-CN,zh')).toBe('en')
    expect(pickLanguage('zh', 'en-GB')).toBe('zh')
    expect(pickLanguage('zh-Hant-TW', 'en')).toBe('zh')
  })

  it('is the one of the two that the browser likes best', () => {
    expect(pickLanguage(undefined, 'en-GB,en;q=0.9,zh;q=0.8')).toBe('en')
    expect(pickLanguage(undefined, 'en;q=0.5, zh-CN;q=0.9')).toBe('zh')
    expect(pickLanguage(undefined, 'fr, en;q=0.7')).toBe('en')
    expect(pickLanguage('xx', 'en')).toBe('en')
  })

  it('is not one that the browser refuses or weighs unreadably', () => {
    expect(pickLanguage(undefined, 'en;q=0')).toBe('zh')
    expect(pickLanguage(undefined, 'en;q=much')).toBe('zh')
    expect(pickLanguage(undefined, ';;,,=')).toBe('zh')
  })
})
