import { DAY_CHOICES } from '../../lists/listQuery'
import { Bones } from '../components/bones'
import { ScopeName } from '../components/storeNames'
import type { Locale } from '../i18n/locale'
import type { ListTarget } from '../target'
import { DaysNamed } from './daysNamed'
import { ListFrame } from './listFrame'
import { FORMATS } from './listHead'

/** About as many rows as a screen shows. */
const ROWS = 12

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
        days={
          <nav>
            {DAY_CHOICES.map((days) => (
              <span key={days}>{list.dayChoice(days)}</span>
            ))}
          </nav>
        }
        exports={FORMATS.map((format) => <span key={format}>{format.toUpperCase()}</span>)}
        taken={<i class="bone" />}
        form={
          <div class="filters">
            <i class="bone search" />
            <i class="bone" />
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
