/** A text made for a chat. It is sent as it is, by people and by robots, so it is plain, short and of whole lines. */

interface ChatText {
  title: string
  /** Anybody's texts, such as products' names, may be part of them. Those that do not fit are left out from the end. */
  lines: readonly string[]
  /** Where the rest stands, as an address of its own right. */
  link: string
  /** Lines that there are beyond `lines`. */
  unlisted?: number
  /** What is said of lines that are left out. */
  more?: (left: number) => string
}

/** Robots of chats take 4,096 bytes of UTF-8, and may put something around it. */
export const MAX_CHAT_BYTES = 3_500
/** An address that is longer leaves no room for what is to be said; without its end it would lead elsewhere, so it is left out. */
const MAX_LINK_BYTES = 1_500
/** More lines than fit: who has more need not make them. */
export const MAX_LINES = 100
/** Characters of a line: more is no line of a chat any more. */
const MAX_LINE_CHARS = 160
/** Characters of a name within a line. */
const MAX_NAME_CHARS = 48

/** The text: the title, the lines that fit, how many do not, and the link, each a line. */
export function chatText({ title, lines, link, unlisted = 0, more = () => '…' }: ChatText): string {
  const first = oneLine(title)
  const ending = (left: number) => [
    ...(left > 0 ? [more(left)] : []),
    ...(bytesOf(link) > MAX_LINK_BYTES ? [] : [link]),
  ]
  const all = lines.slice(0, MAX_LINES).map((line) => oneLine(line))
  const leftBeyond = unlisted + lines.length - all.length
  // The longest ending that there can be keeps its room.
  let room = MAX_CHAT_BYTES - bytesOf([first, ...ending(leftBeyond + all.length)].join('\n'))
  let kept = 0
  for (const line of all) {
    room -= bytesOf(line) + 1
    if (room < 0) break
    kept += 1
  }
  return [first, ...all.slice(0, kept), ...ending(all.length - kept + leftBeyond)].join('\n')
}

/** A name as a part of a line, short enough that what is said of it stays in the line. */
export function nameInChat(name: string): string {
  return oneLine(name, MAX_NAME_CHARS)
}

/** A text as one line of limited length: names come with line breaks, marks that turn the direction, and halves of characters. */
function oneLine(text: string, maxChars: number = MAX_LINE_CHARS): string {
  const plain = text
    .toWellFormed()
    // What breaks a line or is a blank of any kind, then what is seen by nobody.
    .replace(/[\s\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim()
  const characters = [...plain]
  return characters.length <= maxChars
    ? plain
    : `${characters
        .slice(0, maxChars - 1)
        .join('')
        .trimEnd()}…`
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
