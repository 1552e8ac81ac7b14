import { Client } from '../running-manager.js'
import { attempt, serverCases } from './attempt.js'

export interface Fuzzed {
  readonly inputs: number
  /** How many frames came back. */
  readonly frames: number
  /** How often a second session has asked meanwhile, and the longest that it waited, in ms. */
  readonly asked: number
  readonly longest: number
  readonly mistakes: readonly string[]
}

/** How many inputs are sent at once. */
const AT_ONCE = 20

/** Sends many inputs to a running manager, while a second session asks for something all the time. */
export async function fuzzManager(path: string, seed: number, inputs: number): Promise<Fuzzed> {
  const cases = serverCases(seed)
  const mistakes: string[] = []
  let left = inputs
  let frames = 0
  const send = async () => {
    while (left > 0 && mistakes.length < 20) {
      left--
      const { number, tried } = cases.next().value
      const answer = await attempt(path, tried, number % 4 < 2)
      frames += answer.frames
      if (answer.mistake !== undefined) mistakes.push(`--case ${number}: ${answer.mistake}`)
    }
  }
  let isOver = false
  let asked = 0
  let longest = 0
  const second = await Client.connect(path)
  const pid = await second.ok('pid')
  const ask = async () => {
    while (!isOver) {
      const since = performance.now()
      const answer = await second.run('pid')
      longest = Math.max(longest, performance.now() - since)
      asked++
      if (answer.text !== pid) return void mistakes.push(`the second session got: ${answer.text}`)
    }
  }
  const asking = ask()
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  isOver = true
  await asking
  second.connection.close()
  return { inputs: inputs - left, frames, asked, longest, mistakes }
}
