import { longDate } from '../../format'
import { ScopeName } from '../../pageHead'
import { Bones } from '../bones'
import type { ListTarget } from '../view'
import type { PageLocale } from '../words/index'
import { ListFrame } from './listFrame'
import { DAY_CHOICES } from './listHead'

/** About as many rows as a screen shows. */
const ROWS = 12

/** A list before its rows: its name, its hint and its scope are known. */
export function ListSkeleton({ target, locale }: { target: ListTarget; locale: PageLocale }) {
  const { scope, query } = target
  const { list } = locale.page
  return (
    <>
      <ListFrame
        rule={query.rule}
        locale={locale}
        scope={<ScopeName stores={scope.stores} locale={locale} />}
        day={
          scope.date === null || query.days > 1 ? (
            <i class="bone" />
          ) : (
            <time>{longDate(scope.date, locale.lang)}</time>
          )
        }
        sum={<i class="bone" />}
        days={
          <nav>
            {DAY_CHOICES.map((days) => (
              <span key={days}>{list.dayChoice(days)}</span>
            ))}
          </nav>
        }
        exports={<i class="bone" />}
        form={
          <div class="filters">
            <i class="bone search" />
            <i class="bone" />
            <i class="bone" />
            <i class="bone" />
          </div>
        }
      />
      <Bones rows={ROWS} />
    </>
  )
}
