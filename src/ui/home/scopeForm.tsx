import type { ChannelCounts } from '../../diagnosis/channels'
import { nameOr } from '../components/parts'
import { daysOf } from '../components/storeDays'
import { StoreSelect } from '../components/storeSelect'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { allStoresHref, CHOSEN, LATEST_DATE } from '../links'
import { areMany, type StoreDirectory } from '../problem'
import type { ShellView } from './view'

/** The form that changes what the page is about: its stores, its channel and its day. */

/** Stores to tick; with more, a list would be a page of its own. */
const MAX_TICKED_STORES = 60

interface ScopeFormProps {
  shell: ShellView
  locale: Locale
  directory: StoreDirectory
  /** Orders of the day by channel; none where they are not known. */
  channels: ChannelCounts
  /** The day that is shown; absent where none is. */
  shownDate?: string | undefined
}

/**
 * A plain GET form. The day is the one that is shown; sent as it opens with, it is the latest, so that a bookmark made from it opens
 * the latest day every morning. Nothing is refused before it is sent: the days of the calendar are those of the stores shown, and
 * other stores have others.
 */
export function ScopeForm({ shell, locale, directory, channels, shownDate }: ScopeFormProps) {
  const { form } = locale.words
  const { first, last } = daysOf(directory, shell.stores)
  return (
    <form class="scope-form" method="get" action="/" aria-label={form.label} noValidate>
      <input type="hidden" name="lang" value={locale.lang} />
      <input type="hidden" name={CHOSEN[0]} value={CHOSEN[1]} />
      {shell.date === null && shownDate !== undefined && (
        <input type="hidden" name={LATEST_DATE} value={shownDate} />
      )}
      {shell.span === 'week' && <input type="hidden" name="span" value="week" />}
      <StoreField shell={shell} locale={locale} directory={directory} />
      <ChannelField asked={shell.channel} locale={locale} channels={channels} />
      <label>
        <span class="unseen">{form.date}</span>
        <input
          type="date"
          name="date"
          value={shell.date ?? shownDate ?? ''}
          min={first}
          max={last}
          title={form.date}
        />
      </label>
      <button type="submit">{form.submit}</button>
      <SeveralStores shell={shell} locale={locale} directory={directory} />
    </form>
  )
}

type StoreFieldProps = Omit<ScopeFormProps, 'channels' | 'shownDate'>

/** One store or all. Several stay as they are until they are changed below, or given up for all. */
function StoreField({ shell, locale, directory }: StoreFieldProps) {
  const { form, scope } = locale.words
  const [only] = shell.stores
  if (shell.stores.length > 1) {
    return (
      <span class="chosen">
        {scope.chosen(shell.stores.length)}
        {directory.length !== 1 && <a href={allStoresHref(shell, locale.lang)}>{form.change}</a>}
      </span>
    )
  }
  return <StoreSelect directory={directory} chosen={only} everything locale={locale} />
}

/** The stores to tick, under the same name as the select: what is ticked is added to what is selected. */
function SeveralStores({ shell, locale, directory }: StoreFieldProps) {
  const { form, scope } = locale.words
  const several = shell.stores.length > 1
  if (directory.length <= 1) return null
  if (areMany(directory) || directory.length > MAX_TICKED_STORES) {
    return (
      <details class="several">
        <summary>{form.several}</summary>
        {several &&
          shell.stores.map((store) => <input key={store} type="hidden" name="store" value={store} />)}
        <p class="note">
          {form.tooManyToTick(MAX_TICKED_STORES)} <code>/?store=…&amp;store=…</code>
        </p>
      </details>
    )
  }
  const chosen = new Set(several ? shell.stores : [])
  return (
    <details class="several">
      <summary>{form.several}</summary>
      <fieldset>
        <legend>{shell.stores.length === 1 ? form.tickToAdd : form.tickToChoose}</legend>
        <ul>
          {directory.map(({ store }) => (
            <li key={store}>
              <label>
                <input type="checkbox" name="store" value={store} checked={chosen.has(store)} />
                <bdi class="name">{nameOr(store, scope.unnamed)}</bdi>
              </label>
            </li>
          ))}
        </ul>
        <button type="submit">{form.submitTicked}</button>
      </fieldset>
    </details>
  )
}

interface ChannelFieldProps {
  asked: string | null
  locale: Locale
  channels: ChannelCounts
}

/** All channels, or one. A channel that was asked for stays to be seen, also on a day without it. */
function ChannelField({ asked, locale, channels }: ChannelFieldProps) {
  const { form } = locale.words
  // A channel without a name cannot be asked for: a blank value is none.
  const named = channels.filter(([channel]) => channel.trim() !== '')
  const missing = asked !== null && !named.some(([channel]) => channel === asked)
  return (
    <label>
      <span class="unseen">{form.channel}</span>
      <select name="channel">
        <option value="">{form.allChannels}</option>
        {missing && (
          <option value={asked} selected dir="auto">
            {asked}
          </option>
        )}
        {named.map(([channel, orders]) => (
          <option key={channel} value={channel} selected={channel === asked} dir="auto">
            {form.channelOption(channel, count(orders))}
          </option>
        ))}
      </select>
    </label>
  )
}
