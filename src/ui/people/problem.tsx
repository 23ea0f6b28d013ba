import { StoreNames } from '../components/storeNames'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import type { PeopleProblem } from './view'

/** Why a form was not taken, in words. */
export function ProblemText({ problem, locale }: { problem: PeopleProblem; locale: Locale }) {
  const says = locale.words.people.problems[problem.code]
  switch (problem.code) {
    case 'nameTooLong':
      return <>{says(count(problem.maxChars))}</>
    case 'unknownStores':
      return (
        <>
          {says('')}
          <StoreNames stores={problem.stores.map((store) => ({ store }))} locale={locale} />
        </>
      )
    case 'nameMissing':
    case 'unreadableRole':
    case 'noStores':
    case 'unreadableEmail':
    case 'emailTaken':
    case 'nobodySuch':
    case 'lastAdmin':
      return <>{says('')}</>
  }
}

/** A part of the form about a person. */
export type FormPart = 'name' | 'role' | 'stores' | 'email'

/** Where in the form a problem is said; nowhere where it is about the person as a whole. */
export const PART_OF: Record<PeopleProblem['code'], FormPart | null> = {
  nameMissing: 'name',
  nameTooLong: 'name',
  unreadableRole: 'role',
  noStores: 'stores',
  unknownStores: 'stores',
  unreadableEmail: 'email',
  emailTaken: 'email',
  nobodySuch: null,
  lastAdmin: null,
}
