import type { PersonWithProofs } from '../../data/people'
import { PostButton } from '../components/postButton'
import type { Locale } from '../i18n/locale'
import { personFormHref } from '../links'

interface PersonAccessProps {
  person: PersonWithProofs
  isSelf: boolean
  locale: Locale
}

/** What takes a person's access away or gives it back; who is inactive can be erased. */
export function PersonAccess({ person: { id, name, active }, isSelf, locale }: PersonAccessProps) {
  const { words, lang } = locale
  const { people } = words
  if (!active) {
    return (
      <>
        <section>
          <p class="note">{people.activateNote}</p>
          <PostButton action={personFormHref(id, '/activate', lang)} label={people.activate} about={name} />
        </section>
        <details class="fold">
          <summary>{people.erase}</summary>
          <p>{people.eraseNote(String(id))}</p>
          <PostButton
            action={personFormHref(id, '/erase', lang)}
            label={people.eraseButton}
            about={name}
            tone="danger"
          />
        </details>
      </>
    )
  }
  return (
    <details class="fold">
      <summary>{people.revoke}</summary>
      {isSelf && <p class="notice">{people.self}</p>}
      <p class="note">{people.revokeNote}</p>
      <PostButton action={personFormHref(id, '/revoke', lang)} label={people.revokeAll} about={name} />
      <p class="note">{people.deactivateNote}</p>
      <PostButton action={personFormHref(id, '/deactivate', lang)} label={people.deactivate} about={name} />
    </details>
  )
}
