import type { Browser, Page } from 'playwright-core'

/** The longest task of a page's main thread, in ms: by the clock, and of the processor. */
export interface LongestTask {
  readonly clock: number
  readonly processor: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly args: { readonly name?: string }
  /** Microseconds by the clock, and of the thread. */
  readonly dur?: number
  readonly tdur?: number
}

/** Does something in a page, and says what the longest task was that its main thread had meanwhile. */
export async function longestTask(
  browser: Browser,
  page: Page,
  act: () => Promise<unknown>,
): Promise<LongestTask> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  await act()
  const trace = String(await browser.stopTracing())
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] }
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(thread),
  )
  const tasks = traceEvents.filter(
    (each) => each.ph === 'X' && each.name.endsWith('RunTask') && main.has(thread(each)),
  )
  if (tasks.length === 0) throw new Error('the browser told of no task')
  const longest = (of: (task: TraceEvent) => number | undefined) =>
    tasks.reduce((most, task) => Math.max(most, of(task) ?? 0), 0) / 1000
  return { clock: longest(({ dur }) => dur), processor: longest(({ tdur }) => tdur) }
}

/** Scrolls the values of a page to the end in small steps and large ones, one a frame. */
export function scroll(page: Page): Promise<unknown> {
  return page.evaluate(`new Promise((resolve) => {
    const rows = document.querySelector('ecconf-tree .scroller')
    let frames = 0
    const step = () => {
      rows.scrollTop += frames % 3 === 0 ? 20000 : 120
      if (++frames < 150) requestAnimationFrame(step)
      else resolve()
    }
    step()
  })`)
}
