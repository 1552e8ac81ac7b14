import type * as OnNode from '../src/node.js'
import type { ApplyMeasures, ApplyTask } from './tasks.js'

const OPTION = 'Max_Outbound_Connections'

/**
 * Times one change of an option in memory with the look-up that a session makes after it. Each change
 * comes on top of those before, as in a manager that runs, and half of them are of one option.
 */
export async function measureApply({ library, file, runs }: ApplyTask): Promise<ApplyMeasures> {
  const { load } = (await import(`${library}/node.js`)) as typeof OnNode
  let configuration = await load(file)
  const timed = (turn: number) => {
    const instance = turn % 2 === 0 ? 'yahoo.com' : `new-${turn}.example`
    const path = [{ name: 'Domain', instance }]
    const value = `${turn}`
    const started = performance.now()
    configuration = configuration.apply([{ kind: 'set', path, option: OPTION, value, words: [] }])
    const found = configuration.eval(path, OPTION).value
    const time = performance.now() - started
    if (found?.text !== value) throw new Error('the change is not in effect')
    return time
  }
  const first = timed(0)
  return { first, times: Array.from({ length: runs }, (_, turn) => timed(turn + 1)) }
}
