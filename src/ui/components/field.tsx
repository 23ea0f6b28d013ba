import type { ComponentChildren } from 'preact'

interface WrongProps {
  /** What the field names as its description. */
  id: string
  children: ComponentChildren
}

/** What is wrong with a field, right below it. */
export function Wrong({ id, children }: WrongProps) {
  return (
    <p class="wrong" id={id}>
      {children}
    </p>
  )
}

interface TextFieldProps {
  /** Different for each field of a page: what belongs to it is named after it. */
  id: string
  name: string
  label: string
  /** The keyboard of a phone. */
  inputMode?: 'email'
  value?: string
  hint?: string
  placeholder?: string
  maxLength?: number
  required?: boolean
  /** What is wrong with what was typed. */
  wrong?: ComponentChildren
}

/**
 * A line to type into. Nothing is filled in or corrected by the browser: names and secrets are no words, and not those of
 * whoever types them.
 */
export function TextField({ id, name, label, hint, wrong, ...input }: TextFieldProps) {
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        name={name}
        type="text"
        dir="auto"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <p class="note" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </div>
  )
}

interface ChoicesProps {
  id: string
  legend: string
  class?: string
  /** What is wrong with what was chosen. */
  wrong?: ComponentChildren
  children: ComponentChildren
}

/** One of several. */
export function Choices({ id, legend, wrong, children, ...rest }: ChoicesProps) {
  return (
    <fieldset
      {...rest}
      aria-invalid={wrong ? 'true' : undefined}
      aria-describedby={wrong ? `${id}-wrong` : undefined}
    >
      <legend>{legend}</legend>
      {children}
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </fieldset>
  )
}

interface ChoiceProps {
  name: string
  value: string
  checked: boolean
  required?: boolean
  children: ComponentChildren
}

export function Choice({ children, ...input }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="radio" {...input} />
      <span>{children}</span>
    </label>
  )
}

interface SecretFieldProps {
  id: string
  label: string
  value: string
}

/** What is shown once, to be copied as a whole. */
export function SecretField({ id, label, value }: SecretFieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="secret"
        type="text"
        readOnly
        value={value}
        autocomplete="off"
        spellcheck={false}
      />
    </div>
  )
}
