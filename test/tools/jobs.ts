/** Files that run one after another in one process. */
export type Job = readonly string[]

/** The rooms that compute values from values: their tests leave nothing behind in a process. */
const ROOMS = /^test\/(?:config|console|diagnostics|edit|grammar|lint|report|schema|syntax)\//

/** What the text of a test says that wants a process of its own, or changes the one that it has. */
const WANTS_OWN =
  /\bprocess\.|\bglobalThis\b|node:(?:child_process|inspector|v8|worker_threads)|tools\/(?:program|resident|scratch|steps|watched-calls)\.js/

/** To start costs about as much as a few files run; a file that fails makes these run again. */
const MOST_TOGETHER = 12

/**
 * Which files run in one process, in the order in which they are to start. Those that have one of their
 * own come first: some take long, and at the end both cores have short ones left.
 *
 * @param texts the test files, by path
 */
export function jobs(texts: ReadonlyMap<string, string>): Job[] {
  const alone: Job[] = []
  const others: string[] = []
  for (const [path, text] of texts) {
    if (ROOMS.test(path) && !WANTS_OWN.test(text)) others.push(path)
    else alone.push([path])
  }
  const groups = Array.from({ length: Math.ceil(others.length / MOST_TOGETHER) }, (_, index) =>
    others.slice(index * MOST_TOGETHER, (index + 1) * MOST_TOGETHER),
  )
  return [...alone, ...groups]
}
