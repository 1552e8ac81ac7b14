/** A command for nodes, as it is sent and as it is found again. */
export interface CommandText {
  /** As typed, without `xml` before it. */
  readonly text: string
  readonly isXml: boolean
  /** What is the same for all commands of the same text: blanks between words do not count. */
  readonly key: string
}

/** @param typed the command, with or without `xml` before it */
export function commandText(typed: string): CommandText {
  const [prefix = ''] = /^\s*xml\s+(?=\S)/i.exec(typed) ?? []
  const text = typed.slice(prefix.length).trim()
  const isXml = prefix !== ''
  return { text, isXml, key: (isXml ? 'xml ' : '') + text.replace(/\s+/g, ' ') }
}
