import { nameOr } from './parts'

interface PostButtonProps {
  /** Where it leads. */
  action: string
  label: string
  /** Which of several things it is about, for whoever hears the button alone. */
  about?: string
  /** `main`: what the page is for; `danger`: what cannot be undone. */
  tone?: 'main' | 'danger'
}

/** A button that changes something: a form of its own, so that it works without a script. */
export function PostButton({ action, label, about, tone }: PostButtonProps) {
  return (
    <form method="post" action={action}>
      <button
        type="submit"
        class={tone ? `act ${tone}` : 'act'}
        aria-label={about === undefined ? undefined : `${label}: ${nameOr(about, '')}`}
      >
        {label}
      </button>
    </form>
  )
}
