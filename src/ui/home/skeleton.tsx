import { KPI_NAMES, kpiNamed } from '../../diagnosis/kpi/measures'
import { ruleNamed, rulesOf, SECTION_NAMES } from '../../diagnosis/rules/index'
import { Hint } from '../components/hint'
import { ScopeName } from '../components/storeNames'
import { longDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { KpiFrame } from './kpiStrip'
import { ChannelNote, PageHeadFrame } from './pageHead'
import { RuleFrame } from './ruleCard'
import { SectionFrame } from './sections'
import { SpanSwitch } from './spanSwitch'
import { TaskGroup } from './taskGroup'
import { TASKS_SHOWN } from './taskList'
import type { ShellView } from './view'
import { WhyClosed } from './why'

/**
 * The page before its data: the same boxes, headings and hints as the card, with grey bones for the numbers. It knows
 * the request and nothing else.
 */
export function Skeleton({ shell, locale }: { shell: ShellView; locale: Locale }) {
  return (
    <div class="skeleton">
      <p class="unseen" role="status">
        {locale.words.loading.card}
      </p>
      {/* Nothing of it can be reached or is read: it is the card's ghost. */}
      <div aria-hidden="true" inert>
        <PageHeadFrame
          locale={locale}
          scope={<ScopeName stores={shell.stores} locale={locale} />}
          day={shell.date === null ? <i class="bone" /> : <time>{longDate(shell.date, locale.lang)}</time>}
          form={null}
        />
        {shell.channel && <ChannelNote channel={shell.channel} shell={shell} locale={locale} />}
        <div class="headline-row">
          <p class="headline">
            <i class="bone" />
          </p>
          <SpanSwitch shell={shell} locale={locale} />
        </div>
        <div class="first">
          <section class="tasks">
            <TaskGroup name="money" locale={locale}>
              <div class="task-rows">
                {Array.from({ length: TASKS_SHOWN }, (_, i) => (
                  <p key={i}>
                    <i class="bone" />
                  </p>
                ))}
              </div>
            </TaskGroup>
          </section>
          <KpiFrame locale={locale} why={<WhyClosed locale={locale} />}>
            {KPI_NAMES.map((name) => (
              <div key={name}>
                <dt>{kpiNamed(name).words[locale.lang].name}</dt>
                <dd>
                  <i class="bone" />
                </dd>
              </div>
            ))}
          </KpiFrame>
        </div>
        {SECTION_NAMES.map((section) => (
          <SectionFrame key={section} name={section} locale={locale} summary={<i class="bone" />}>
            {rulesOf(section).map((rule) => (
              <RuleFrame
                key={rule}
                name={rule}
                locale={locale}
                tone="loading"
                onlyChannel={(ruleNamed(rule).byChannel && shell.channel) || undefined}
              >
                <div class="body">
                  <i class="bone" />
                  <i class="bone" />
                </div>
                <Hint name={rule} locale={locale} />
                <WhyClosed locale={locale} />
              </RuleFrame>
            ))}
          </SectionFrame>
        ))}
      </div>
    </div>
  )
}
