import type { Locale } from '../i18n/locale'
import type { PeopleView } from './view'

export type ReadyPeople = Extract<PeopleView, { status: 'ready' }>

export type Refused = NonNullable<ReadyPeople['refused']>

/** What every part of the page of people is drawn from. */
export interface PeopleProps {
  view: ReadyPeople
  locale: Locale
}
