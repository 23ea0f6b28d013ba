import { StepForm, type StepWire } from './stepForm'
import type { ImportLocale } from './words'

interface ChooseFileProps {
  wire: StepWire
  /** What a script does with chosen files; without one, the form takes one and sends it. */
  onChoose?: (input: unknown) => void
  /** Whether files are held over the page. */
  over?: boolean
  /** Whether the form was sent without a file. */
  missing?: boolean
  locale: ImportLocale
}

/** Broad on purpose: phones know exports by wrong types or none, and what a file is shows in its content. */
const ACCEPT = '.csv,.tsv,.txt,.xlsx,.xls,.xml,.html,.htm,.zip,.gz,text/*,application/*'

/** The name of the file's field. */
const FILE_FIELD = 'file'

/** Step one: a place to drop files into, and the system's own picker. */
export function ChooseFile({ wire, onChoose, over, missing, locale: { words } }: ChooseFileProps) {
  const { choose } = words.page
  return (
    <StepForm {...wire} files class={over ? 'choose-file over' : 'choose-file'}>
      <label class="drop" for="file">
        <b>{choose.drop}</b>
        <span>
          {choose.kinds} {onChoose && choose.forms}
        </span>
      </label>
      <div class="choose-row">
        <input
          id="file"
          name={FILE_FIELD}
          type="file"
          accept={ACCEPT}
          aria-describedby={missing ? 'file-note file-missing' : 'file-note'}
          aria-invalid={missing ? 'true' : undefined}
          {...(onChoose && {
            multiple: true,
            onChange: (event: { currentTarget: unknown }) => onChoose(event.currentTarget),
          })}
        />
        {/* A script needs none: it takes what is chosen at once. In one row, so that nothing moves when it goes. */}
        {!onChoose && (
          <button type="submit" class="act main">
            {choose.submit}
          </button>
        )}
      </div>
      {missing && (
        <p class="wrong" id="file-missing">
          {choose.missing}
        </p>
      )}
      <p class="note" id="file-note">
        {/* A form is read by the server. */}
        {onChoose && choose.privacy} {choose.wechat}
      </p>
    </StepForm>
  )
}
