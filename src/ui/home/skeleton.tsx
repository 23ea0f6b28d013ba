import { KPI_NAMES, kpiNamed } from '../../diagnosis/kpi/measures'
import { ruleNamed, rulesOf, SECTION_NAMES } from '../../diagnosis/rules/index'
import { Hint } from '../components/hint'
import { ScopeName } from '../components/storeNames'
import { longDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ACTIONS_SHOWN, ActionFrame } from './actionList'
import { KpiFrame } from './kpiStrip'
import { ChannelNote, PageHeadFrame } from './pageHead'
import { RuleFrame } from './ruleCard'
import { SectionFrame } from './sections'
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
          scope={<ScopeName stores={shell.stores} locale={locale} />}
          day={shell.date === null ? <i class="bone" /> : <time>{longDate(shell.date, locale.lang)}</time>}
          form={
            <div class="scope-form">
              <i class="bone" />
              <i class="bone" />
              <i class="bone" />
              <i class="bone" />
              <p class="several">
                <i class="bone" />
              </p>
            </div>
          }
          status={<i class="bone" />}
        />
        {shell.channel && <ChannelNote channel={shell.channel} shell={shell} locale={locale} />}
        <div class="first">
          <ActionFrame locale={locale} severalStores={shell.stores.length !== 1}>
            <div class="action-rows">
              {Array.from({ length: ACTIONS_SHOWN }, (_, i) => (
                <p key={i}>
                  <i class="bone" />
                </p>
              ))}
            </div>
            <p class="more">
              <i class="bone" />
            </p>
          </ActionFrame>
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
