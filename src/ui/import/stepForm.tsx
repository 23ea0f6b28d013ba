import type { ComponentChildren } from 'preact'

/** Of a form's event, as far as this file and its users need it. */
export interface StepEvent {
  preventDefault(): void
  currentTarget: unknown
}

/** Where a step's form leads. */
export interface StepWire {
  /** Its address, where no script runs. */
  action: string
  /** What it says beside its fields. */
  carried?: readonly (readonly [name: string, value: string])[]
  /** Takes the form in place of the server. */
  onSubmit?: (event: StepEvent) => void
}

interface StepFormProps extends StepWire {
  id?: string
  class?: string
  /** Whether it sends files. */
  files?: boolean
  children: ComponentChildren
}

/** A step of the import: a plain form, which a script may take over. */
export function StepForm({ action, carried = [], onSubmit, files, children, ...rest }: StepFormProps) {
  return (
    <form
      {...rest}
      method="post"
      action={action}
      {...(files && { encType: 'multipart/form-data' })}
      {...(onSubmit && { onSubmit })}
    >
      {carried.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}
