import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** The browser of the system; undefined when there is none. */
function chromiumPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return ['chromium', 'chromium-browser', 'google-chrome']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path))
}

/**
 * Starts the browser of the system without a window.
 * @returns undefined when there is none, which is said; CI must have one
 */
export async function startChromium(): Promise<Browser | undefined> {
  const executablePath = chromiumPath()
  if (executablePath !== undefined) return chromium.launch({ executablePath })
  if (process.env.CI === 'true' || process.env.ECCONF_NEEDS_CHROMIUM) {
    throw new Error('chromium is not installed')
  }
  console.error('chromium is not installed: nothing is tested in a browser')
  return undefined
}
