import { isRole, isTokenPurpose } from '../../access/role'
import type { AuditRecord } from '../../data/auditEvents'
import { LIST_NAMES } from '../../diagnosis/lists/index'
import { count, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { listWords } from '../i18n/ruleWords'

interface EventDetailProps {
  event: AuditRecord
  locale: Locale
}

/** What belongs to an event, in words. Total: a detail of an earlier day may lack what is written down today. */
export function EventDetail({ event: { event, detail }, locale }: EventDetailProps) {
  const { audit, imports, purposes, roles } = locale.words
  const text = (name: string) => String(detail[name] ?? '')
  const number = (name: string) => count(Number(detail[name] ?? Number.NaN))
  switch (event) {
    case 'signIn':
    case 'sessionRevoked':
      return <bdi class="name">{text('device')}</bdi>
    case 'tokenMade':
    case 'tokenRevoked': {
      const purpose = text('purpose')
      return <bdi>{isTokenPurpose(purpose) ? purposes[purpose].name : purpose}</bdi>
    }
    case 'personAdded':
    case 'personChanged': {
      const role = text('role')
      if (role === '') return null
      const stores = detail.stores === 'all' ? null : number('stores')
      return <bdi>{audit.person(isRole(role) ? roles[role].name : role, stores)}</bdi>
    }
    case 'import':
      // Nothing of it was stored, whatever was read.
      if (text('outcome') === 'refused') return <span class="chip bad">{audit.refused}</span>
      return (
        <>
          {audit.imported(number('stores'), number('lines'), number('ordersChanged'))}
          {text('outcome') === 'interrupted' && (
            <>
              {' '}
              <span class="chip warn">{audit.interrupted}</span>
            </>
          )}
        </>
      )
    case 'ordersChanged': {
      const kind = text('kind')
      const kinds: Record<string, string> = imports.kinds
      return <bdi>{audit.ordersChanged(kinds[kind] ?? kind, text('importId'), number('orders'))}</bdi>
    }
    case 'storeMoved':
      return <bdi>{audit.storeMoved(text('store'), text('to'))}</bdi>
    case 'export': {
      const list = LIST_NAMES.find((name) => name === detail.rule)
      return (
        <>
          <bdi>{list ? listWords(list, locale).name : text('rule')}</bdi>{' '}
          <bdi>
            {audit.exported(
              text('format').toUpperCase(),
              shortDate(text('businessDate'), locale.lang),
              text('days'),
              number('rows'),
            )}
          </bdi>
        </>
      )
    }
    case 'signOut':
    case 'personDeactivated':
    case 'personActivated':
    case 'personErased':
    case 'linkMade':
    case 'proofsRevoked':
    case 'otherSessionsRevoked':
      return null
  }
}
