import type { Timing } from '../timing.js'
import type { News } from './roster.js'

/** For how long news are collected, in ms. */
const COLLECTED = 1000

/** How many members are told of one by one. */
const MOST_LINES = 20

/** How many members a line names that tells of many. */
const MOST_NAMES = 5

/** Of whom news are: `node`, `manager`. */
type Kind = 'node' | 'manager'

/**
 * Makes lines for a log of what happens among the members. Of what happens to one within a second
 * only the last is told, and of very many they are counted, so that neither a start of the whole
 * cluster nor a member that comes and goes fills the log.
 */
export class NewsLines {
  readonly #timing: Timing
  readonly #write: (line: string) => void
  readonly #news = new Map<string, { readonly kind: Kind; readonly news: News }>()
  #stopTimer: (() => void) | undefined

  constructor(timing: Timing, write: (line: string) => void) {
    this.#timing = timing
    this.#write = write
  }

  add(kind: Kind, news: News): void {
    const name = 'member' in news ? news.member.name : ''
    this.#news.delete(`${kind} ${name}`)
    this.#news.set(`${kind} ${name}`, { kind, news })
    this.#stopTimer ??= this.#timing.after(COLLECTED, () => this.flush())
  }

  /** Writes what was collected. */
  flush(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    const news = [...this.#news.values()]
    this.#news.clear()
    const lines = news.length > MOST_LINES ? counted(news) : news.map(lineOf)
    for (const line of lines) this.#write(line)
  }
}

function lineOf({ kind, news }: { readonly kind: Kind; readonly news: News }): string {
  if (news.kind === 'full') return `there are too many ${kind}s: ${news.name} is not taken`
  const { name, subcluster, version, address, run } = news.member
  const who = `${kind} ${name}`
  switch (news.kind) {
    case 'came':
      return `${who} is there: ${ofSubcluster(subcluster)}version ${version}, ${address}`
    case 'restarted':
      return `${who} was started again: version ${version}, ${address}`
    case 'left':
      return `${who} has left`
    case 'lost':
      return `${who} is lost: it was heard no more`
    case 'twice':
      return `${who} is there twice: two programs have that name, the later one as run ${run}`
  }
}

function ofSubcluster(name: string | undefined): string {
  return name === undefined ? '' : `subcluster ${name}, `
}

const WORDS: Readonly<Record<News['kind'], string>> = {
  came: 'are there',
  restarted: 'were started again',
  left: 'have left',
  lost: 'are lost',
  twice: 'are there twice',
  full: 'are not taken: there are too many',
}

function counted(all: readonly { readonly kind: Kind; readonly news: News }[]): string[] {
  const groups = new Map<string, string[]>()
  for (const { kind, news } of all) {
    const what = `${kind}s ${WORDS[news.kind]}`
    const names = groups.get(what) ?? []
    names.push('member' in news ? news.member.name : news.name)
    groups.set(what, names)
  }
  return [...groups].map(([what, names]) => {
    const first = names.slice(0, MOST_NAMES).join(', ')
    const rest = names.length - MOST_NAMES
    return `${names.length} ${what}: ${first}${rest > 0 ? ` and ${rest} more` : ''}`
  })
}
