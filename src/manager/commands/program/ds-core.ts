import { ConsoleError, splitWords } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import type { SourceCounts } from '../../sources/counts.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `ds_core flush` (runtime spec 3.4). */
export const dsCoreFlush: Command = {
  name: 'ds_core flush',
  usage: ['ds_core flush NAME'],
  description: 'Empty the cache of a data source',
  operands: 'text',
  only: 'manager',
  run: async ({ operands, output }, { live, upkeep }) => {
    const [word, ...others] = splitWords(operands)
    if (word === undefined || others.length > 0) {
      throw new ConsoleError(MESSAGES.usage(dsCoreFlush.usage))
    }
    const name = visible(word.value)
    const count = upkeep.flushSource(live.current, word.value)
    if (count === undefined) throw new ConsoleError(MESSAGES.noCache(name))
    await output.write(`flushed ${count} entries from cache '${name}'\n`)
    return DONE
  },
}

const HEAD = `\
cache name                      lookups %                  deletions %
                       elts  hit miss pend  total  inserts man ttl lru  total
---------------------- ----- -------------------- -------- ------------------
`

/** `ds_core stats`: the table of the product. */
export const dsCoreStats: Command = {
  name: 'ds_core stats',
  usage: ['ds_core stats'],
  description: 'Show what each data source was asked, and how often its cache knew it',
  operands: 'none',
  only: 'manager',
  pipe: { displays: [] },
  run: async ({ operands, output }, { live, upkeep }) => {
    takesNothing(operands, dsCoreStats.usage)
    await output.write(HEAD + upkeep.sourceCounts(live.current).map(rowText).join(''))
    return DONE
  },
}

/** The name has a line of its own, however long it is. */
function rowText({ name, kept, hits, misses, pending, inserts, deletions }: SourceCounts): string {
  const { manual, old, crowded } = deletions
  const lookups = hits + misses + pending
  const deleted = manual + old + crowded
  const cells: readonly (readonly [value: number, width: number])[] = [
    [kept, 5],
    [percent(hits, lookups), 3],
    [percent(misses, lookups), 3],
    [percent(pending, lookups), 3],
    [lookups, 8],
    [inserts, 8],
    [percent(manual, deleted), 3],
    [percent(old, deleted), 3],
    [percent(crowded, deleted), 3],
    [deleted, 6],
  ]
  const line = cells.map(([value, width]) => `${value}`.padStart(width)).join(' ')
  return `${visible(name)}\n${' '.repeat(23)}${line}\n`
}

function percent(part: number, all: number): number {
  return all === 0 ? 0 : Math.round((part / all) * 100)
}
