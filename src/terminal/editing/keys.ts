/** A key as Node's `keypress` events tell of it. */
export interface Key {
  readonly name?: string
  readonly ctrl?: boolean
  readonly meta?: boolean
  readonly sequence?: string
}

/** A key and the text that it stands for, if it does. */
export interface Pressed {
  readonly text: string | undefined
  readonly key: Key
}

export function isCtrl({ key }: Pressed, letter: string): boolean {
  return key.ctrl === true && key.meta !== true && key.name === letter
}

/** Whether a key stands for text that is to be inserted. */
export function isText({ text, key }: Pressed): boolean {
  return text !== undefined && !key.ctrl && !key.meta && /^[^\p{Cc}]+$/u.test(text)
}

/**
 * Whether a `?` behind a text asks what is possible: not within quotes, and not in the regular
 * expression of a pipe.
 */
export function asksForHelp(before: string): boolean {
  const outside = before.replace(/"(?:[^"\\]|\\[\s\S])*"/g, '""')
  return !outside.includes('"') && !/\s\|\s+(?:match|except)\s[^|]*$/i.test(outside)
}
