import { createInterface } from 'node:readline/promises'
import { harmlessLines } from '../../src/report/layout/visible.js'

/**
 * Asks on the terminal, by way of standard error: standard output is for what was asked for.
 * @returns whether the answer is yes; nothing, or the end of the input, is no
 */
export async function confirm(question: string): Promise<boolean> {
  return isYes(await answerTo(`${question} [y/N] `))
}

/** As `confirm`, where what is asked about can be changed by hand first. */
export async function confirmOrEdit(question: string): Promise<boolean | 'edit'> {
  const answer = await answerTo(`${question} [y/N/e(dit)] `)
  return /^e(?:dit)?$/i.test(answer ?? '') ? 'edit' : isYes(answer)
}

/**
 * Asks until one of the answers is given: its first letter, or more of it.
 * @param answers no two with the same first letter
 * @returns undefined at the end of the input, and when it is broken off
 */
export async function choose<A extends string>(
  question: string,
  answers: readonly A[],
): Promise<A | undefined> {
  const shown = answers.map((answer) => `${answer.slice(0, 1)}(${answer.slice(1)})`).join('/')
  for (;;) {
    const given = await answerTo(`${question} [${shown}] `)
    if (given === undefined) return undefined
    const found = answers.find((answer) => answer.startsWith(given.toLowerCase()))
    if (given !== '' && found !== undefined) return found
  }
}

function isYes(answer: string | undefined): boolean {
  return /^y(?:es)?$/i.test(answer ?? '')
}

/** What is typed, without blanks around it; undefined at the end of the input, and on Ctrl-C. */
async function answerTo(prompt: string): Promise<string | undefined> {
  // A terminal that goes away ends the input; that nothing can be shown on it is no news then.
  const passOver = () => undefined
  process.stderr.on('error', passOver)
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const closed = new Promise<undefined>((resolve) =>
      lines.once('close', () => resolve(undefined)),
    )
    const answer = await Promise.race([lines.question(harmlessLines(prompt)), closed])
    if (answer === undefined) process.stderr.write('\n')
    return answer?.trim()
  } finally {
    lines.close()
    process.stderr.off('error', passOver)
  }
}

/** Whether there is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}
