import { longDate } from './format'
import { KPI_WORDS, KpiFrame } from './kpiStrip'
import type { Locale } from './locale'
import { PageHeadFrame, ScopeName } from './pageHead'
import { Hint, RuleFrame } from './ruleCard'
import { rulesOf, SECTION_NAMES } from './sectionNames'
import { SectionFrame } from './sections'
import type { ShellView } from './view'

/**
 * The page before its data: the same boxes, headings and hints as the card, with grey bones for the numbers. It knows
 * the request and nothing else.
 */
export function Skeleton({ shell, locale }: { shell: ShellView; locale: Locale }) {
  return (
    <div class="skeleton">
      <p class="unseen" role="status">
        {locale.words.loading}
      </p>
      <div aria-hidden="true">
        <PageHeadFrame
          scope={<ScopeName stores={shell.stores} locale={locale} />}
          day={shell.date === null ? <i class="bone" /> : <time>{longDate(shell.date, locale.lang)}</time>}
          form={
            <div class="scope-form">
              <i class="bone" />
              <i class="bone" />
              <i class="bone" />
            </div>
          }
          status={<i class="bone" />}
        />
        <KpiFrame locale={locale}>
          {KPI_WORDS.map((word) => (
            <div key={word}>
              <dt>{locale.words.kpi[word]}</dt>
              <dd>
                <i class="bone" />
              </dd>
            </div>
          ))}
        </KpiFrame>
        {SECTION_NAMES.map((section) => (
          <SectionFrame key={section} name={section} locale={locale} summary={<i class="bone" />}>
            {rulesOf(section).map((rule) => (
              <RuleFrame key={rule} name={rule} locale={locale} mood="loading">
                <div class="body">
                  <i class="bone" />
                  <i class="bone" />
                </div>
                <Hint name={rule} locale={locale} />
              </RuleFrame>
            ))}
          </SectionFrame>
        ))}
      </div>
    </div>
  )
}
