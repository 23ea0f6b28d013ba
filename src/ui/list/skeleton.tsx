import { Bones } from '../components/bones'
import { ScopeName } from '../components/storeNames'
import type { Locale } from '../i18n/locale'
import type { ListTarget } from '../target'
import { DaysNamed } from './daysNamed'
import { ListFrame } from './listFrame'

/** About as many rows as a screen shows. */
const ROWS = 12

/** Of the form, beside the search. */
const FIELDS = 6

/** A list before its rows: its name, its hint and its scope are known. */
export function ListSkeleton({ target, locale }: { target: ListTarget; locale: Locale }) {
  const { scope, query } = target
  const { list } = locale.words
  return (
    <>
      <ListFrame
        rule={query.rule}
        span={query.days}
        locale={locale}
        scope={<ScopeName stores={scope.stores} locale={locale} />}
        day={
          scope.date === null ? (
            <i class="bone" />
          ) : (
            <DaysNamed date={scope.date} days={query.days} locale={locale} />
          )
        }
        sum={<i class="bone" />}
        filters={
          <div class="narrowing">
            <p>{list.filter}</p>
            <div class="filters">
              <i class="bone search" />
              {Array.from({ length: FIELDS }, (_, at) => (
                <i key={at} class="bone" />
              ))}
            </div>
          </div>
        }
        taken={<i class="bone" />}
      />
      <Bones rows={ROWS} />
    </>
  )
}
