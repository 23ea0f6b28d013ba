import { SecretField } from '../components/field'
import { Name } from '../components/parts'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import type { ReadyPeople } from './props'

interface NewLinkProps {
  link: NonNullable<ReadyPeople['newLink']>
  locale: Locale
}

/** A link that was just made: shown this once, with words to send along. */
export function NewLink({ link: { name, url, devices, days }, locale }: NewLinkProps) {
  const { people, scope } = locale.words
  const { newLink } = people
  return (
    <section class="made" role="status">
      <h3>{newLink.title}</h3>
      <p>
        {newLink.of} <Name text={name} fallback={scope.unnamed} />
      </p>
      <SecretField id="new-link" label={newLink.link} value={url} />
      <div class="field">
        <label for="new-link-words">{newLink.words}</label>
        <textarea id="new-link-words" readOnly rows={5} spellcheck={false}>
          {newLink.message(url)}
        </textarea>
      </div>
      <p class="once">{newLink.once}</p>
      <p class="note">{newLink.limits(count(devices), count(days))}</p>
    </section>
  )
}
