import { isTokenPurpose } from '../../access/role'
import type { AuditRecord } from '../../data/auditEvents'
import { RULE_NAMES } from '../../diagnosis/rules/index'
import { count, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'

interface EventDetailProps {
  event: AuditRecord
  locale: Locale
}

/** What belongs to an event, in words. Total: a detail of an earlier day may lack what is written down today. */
export function EventDetail({ event: { event, detail }, locale }: EventDetailProps) {
  const { audit, purposes } = locale.words
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
    case 'import':
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
    case 'export': {
      const rule = RULE_NAMES.find((name) => name === detail.rule)
      return (
        <>
          <bdi>{rule ? ruleWords(rule, locale).name : text('rule')}</bdi>{' '}
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
    case 'personAdded':
    case 'personChanged':
    case 'personDeactivated':
    case 'personActivated':
    case 'personErased':
    case 'linkMade':
    case 'proofsRevoked':
    case 'otherSessionsRevoked':
      return null
  }
}
