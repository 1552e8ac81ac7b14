import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startChromium } from '../test/tools/chromium.js'
import { longestTask, scroll } from './browser-tasks.js'
import type { PageMeasures, PageTask } from './tasks.js'

/** Notes when the first row is there to be painted. */
const FIRST_ROW = `shown = 0
const look = () => {
  if (document.querySelector('.row')) shown = performance.now()
  else requestAnimationFrame(look)
}
requestAnimationFrame(look)`

/**
 * Makes the page of a configuration, opens it in the browser of the system, shows all rows of a search
 * and scrolls through them.
 * @returns undefined where there is no browser
 */
export async function measurePage({
  program,
  main,
  opens,
}: PageTask): Promise<PageMeasures | undefined> {
  const browser = await startChromium()
  if (browser === undefined) return undefined
  try {
    const file = join(dirname(main), 'page.html')
    const started = performance.now()
    const made = spawnSync(process.execPath, [program, 'page', main, '-o', file])
    const making = performance.now() - started
    if (made.status !== 0) throw new Error(String(made.stderr))
    const opening: number[] = []
    const scrolling: number[] = []
    for (let open = 0; open < opens; open++) {
      const context = await browser.newContext({ viewport: { width: 1300, height: 800 } })
      const page = await context.newPage()
      await page.addInitScript(FIRST_ROW)
      await page.goto(pathToFileURL(file).href)
      await page.waitForFunction('shown > 0')
      opening.push(Number(await page.evaluate('shown')))
      await page.keyboard.press('/')
      await page.keyboard.type('domain')
      await page.locator('.result', { hasText: /^\d[\d,]* rows$/ }).waitFor()
      await page.waitForTimeout(300)
      scrolling.push((await longestTask(browser, page, () => scroll(page))).clock)
      await context.close()
    }
    return { making, opening, scrolling }
  } finally {
    await browser.close()
  }
}
