import { expect, it } from 'vitest'
import { languageOf } from '../../scripts/language'

it.each([
  [{}, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh'],
  [{ LC_ALL: '', LC_MESSAGES: 'en_GB', LANG: 'zh_CN' }, 'en'],
])('the environment %j asks for %s', (environment, lang) => {
  expect(languageOf(environment)).toBe(lang)
})
