import type { AnyListed } from '../rule'
import { RULES } from '../rules/index'
import { orders } from './orders/list'

/** All lists: of each rule what it finds, and what no rule is and a figure leads to all the same. */
export const LISTS = { ...RULES, orders } as const

export type ListName = keyof typeof LISTS

export const LIST_NAMES = Object.keys(LISTS) as ListName[]

/** The list of a name, seen as one that only its own kind of findings and figures go through. */
export function listNamed(name: ListName): AnyListed {
  return LISTS[name] as unknown as AnyListed
}

export function isListName(text: string): text is ListName {
  return Object.hasOwn(LISTS, text)
}
