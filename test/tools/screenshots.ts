/**
 * `npm run screenshots`: makes the pictures of `docs/page.md`, of pages over the corpus, with the browser of
 * the system.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChromium } from './chromium.js'
import { ecconf, ROOT } from './program.js'

const FOLDER = 'opt/msys/ecelerity/etc/conf/default'

interface Picture {
  readonly file: string
  readonly page: string
  readonly colorScheme: 'light' | 'dark'
  /** What stands behind `#` in the address. */
  readonly link: string
  readonly keys?: readonly string[]
}

const PICTURES: readonly Picture[] = [
  {
    file: 'page-light.webp',
    page: 'one.html',
    colorScheme: 'light',
    link: 'q=ecdb&at=Datasource+"ecdb"+=+uri',
  },
  {
    file: 'page-dark.webp',
    page: 'one.html',
    colorScheme: 'dark',
    link: 'view=files',
  },
  {
    file: 'page-diff.webp',
    page: 'two.html',
    colorScheme: 'light',
    link: 'view=changes&diff=split',
    keys: ['j', 'j'],
  },
]

const folder = mkdtempSync(join(tmpdir(), 'ecconf-pictures-'))
const browser = await startChromium()
try {
  if (browser === undefined) throw new Error('the pictures need chromium')
  makePages()
  for (const { file, page: name, colorScheme, link, keys = [] } of PICTURES) {
    const size = { width: 1200, height: 640 }
    const context = await browser.newContext({ viewport: size, colorScheme })
    const page = await context.newPage()
    await page.goto(`file://${join(folder, name)}#${link}`)
    await page.waitForSelector('main')
    for (const key of keys) await page.keyboard.press(key)
    await page.waitForTimeout(300)
    // A third of what a PNG takes: the pictures are in the package.
    const session = await context.newCDPSession(page)
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 55 })
    writeFileSync(join(ROOT, 'docs', file), Buffer.from(data, 'base64'))
    await context.close()
  }
} finally {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
}

function makePages(): void {
  for (const side of ['before', 'after']) {
    cpSync(join(ROOT, 'corpus/node'), join(folder, side), { recursive: true })
  }
  const domains = join(folder, 'after', FOLDER, 'domains.conf')
  const text = readFileSync(domains, 'utf8')
    .replace('Max_Outbound_Connections = 20', 'Max_Outbound_Connections = 40')
    .replace('Retry_Interval = 900\n', '')
  writeFileSync(
    domains,
    `${text}\nDomain "example.net" {\n  Gateway\u00a0= "relay.example.net"\n}\n`,
  )
  const main = (side: string) => join(side, FOLDER, 'ecelerity.conf')
  run(['page', main('before'), '--sysroot', 'before', '-o', 'one.html'])
  const sides = ['--sysroot-a', 'before', '--sysroot-b', 'after']
  run(['page', main('before'), main('after'), ...sides, '-o', 'two.html'])
}

function run(words: readonly string[]): void {
  const { status, stderr } = ecconf(words, { cwd: folder })
  if (status !== 0) throw new Error(stderr)
}
