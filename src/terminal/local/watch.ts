import { setTimeout as sleep } from 'node:timers/promises'
import type { ConsoleConnection, RunEnd } from '../console-connection.js'
import type { LineEditor } from '../editing/line-editor.js'
import { harmlessText } from '../harmless.js'
import { clockTime } from '../prompt.js'
import { TEXTS } from '../texts.js'

/** A command that is run again and again. */
export interface Watched {
  readonly seconds: number
  readonly command: string
}

const SHORTEST = 0.1
const LONGEST = 24 * 60 * 60

/** How much of an answer is held; a window shows less. */
const MOST_TEXT = 1024 * 1024

/** Clears the window. */
const CLEAR = '\x1b[H\x1b[2J'

/** @returns undefined when there is no number of seconds from 0.1 to a day, or no command */
export function parseWatch(text: string): Watched | undefined {
  const [, digits = '', command = ''] = /^(\d{1,5}(?:\.\d{1,3})?)\s+(\S[\s\S]*)$/.exec(text) ?? []
  const seconds = Number(digits)
  return digits === '' || seconds < SHORTEST || seconds > LONGEST ? undefined : { seconds, command }
}

/**
 * Shows the answer of a command again and again in a cleared window, until Ctrl-C or until the command
 * fails.
 * @returns how it ended the last time
 */
export async function watch(
  { seconds, command }: Watched,
  connection: ConsoleConnection,
  editor: LineEditor,
): Promise<RunEnd | 'too-long' | undefined> {
  const stopped = new AbortController()
  editor.onInterrupt(() => {
    // Who cannot wait for an answer any longer ends the connection.
    if (stopped.signal.aborted) connection.close()
    else stopped.abort()
  })
  try {
    for (;;) {
      let text = ''
      const write = (part: string) => {
        if (text.length < MOST_TEXT) text += part
      }
      const end = await connection.run(command, { write })
      if (typeof end !== 'object' || stopped.signal.aborted) return end
      const head = TEXTS.watching(seconds, command, clockTime(new Date()))
      editor.write(`${CLEAR}${inWindow(`${head}\n\n${text}`, editor.size)}`)
      if (end.status !== 'ok') return end
      await sleep(seconds * 1000, undefined, stopped).catch(() => undefined)
      if (stopped.signal.aborted) return end
    }
  } finally {
    editor.onInterrupt(undefined)
    if (stopped.signal.aborted) editor.write('^C\n')
  }
}

/** As much of a text as the window can show above a prompt. */
function inWindow(text: string, { rows, columns }: LineEditor['size']): string {
  const lines = harmlessText(text).trimEnd().split('\n')
  const room = Math.max(rows - 2, 1)
  const shown = lines.length > room ? lines.slice(0, room - 1) : lines
  const left = lines.length - shown.length
  return [...shown, ...(left > 0 ? [TEXTS.linesLeft(left)] : [])]
    .map((line) => `${line.slice(0, columns)}\n`)
    .join('')
}
