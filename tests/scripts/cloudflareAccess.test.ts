import { describe, expect, it } from 'vitest'
import { refuseAccessLogin, serviceToken } from '../../scripts/cloudflareAccess'

const ID = { CF_ACCESS_CLIENT_ID: 'a.access' }
const SECRET = { CF_ACCESS_CLIENT_SECRET: 'b' }
const baseUrl = new URL('https://example.com')

describe('a service token of Cloudflare Access', () => {
  it('is sent where the environment has both halves', () => {
    expect(serviceToken({ ...ID, ...SECRET })).toEqual({
      'CF-Access-Client-Id': 'a.access',
      'CF-Access-Client-Secret': 'b',
    })
  })

  it('is not there without them', () => {
    expect(serviceToken({})).toEqual({})
    expect(serviceToken({ CF_ACCESS_CLIENT_ID: '', CF_ACCESS_CLIENT_SECRET: '' })).toEqual({})
  })

  it.each([
    [ID, 'CF_ACCESS_CLIENT_SECRET'],
    [SECRET, 'CF_ACCESS_CLIENT_ID'],
  ])('is refused by half: %j', (env, missing) => {
    expect(() => serviceToken(env)).toThrow(`has two halves: set ${missing} too.`)
  })

  it('is refused where it cannot stand in a header', () => {
    expect(() => serviceToken({ ...ID, CF_ACCESS_CLIENT_SECRET: 'b\nc' })).toThrow(/copy it again/)
  })
})

describe('an answer in the place of the server', () => {
  const answer = { status: 302, location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login', body: '' }

  it('says which half of the way is done where the service token was not taken', () => {
    const sent = serviceToken({ ...ID, ...SECRET })
    expect(() => refuseAccessLogin(answer, { baseUrl, serviceToken: sent })).toThrow(
      /does not take the service token of CF_ACCESS_CLIENT_ID.*Service Auth/,
    )
  })

  it.each([
    ['a redirect elsewhere', { ...answer, location: 'https://example.com/cloudflareaccess.com' }],
    [
      'a redirect to a name that only ends like it',
      { ...answer, location: 'https://notcloudflareaccess.com/' },
    ],
    ['a redirect to nowhere', { ...answer, location: undefined }],
    ['a redirect that cannot be read', { ...answer, location: 'http://[' }],
    [
      "the server's own refusal",
      { status: 403, location: undefined, body: '{"message":"Cloudflare Access"}' },
    ],
    ['a page of something else', { status: 403, location: undefined, body: '<title>Forbidden</title>' }],
    ['a page that is no refusal', { status: 200, location: undefined, body: '<p>Cloudflare Access</p>' }],
  ])('is not %s', (_, other) => {
    expect(() => refuseAccessLogin(other, { baseUrl })).not.toThrow()
  })
})
