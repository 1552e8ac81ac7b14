import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../cli/folders.js'
import { startChromium } from '../tools/chromium.js'
import { ended } from '../tools/ended.js'
import { builtProgram, ecconf } from '../tools/program.js'
import { type MadePage, pageOf, pageWith, rewrite } from './made-page.js'

const test = suite('the page in a browser')

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const MAIN = `Max_Retries = 5
Gateway = "relay.example.com"
include "domains.conf"
include "gone.conf"
readonly_include "over.conf"
`
const FILES = {
  'ecelerity.conf': MAIN,
  'domains.conf': `Domain "example.com" {
  Max_Outbound_Connections = 20
  Gateway = "relay1.example.com"
}
Domain "example.org" {
  Max_Outbound_Connections = 30
  Idle_Tiem = 3
}
Datasource "ecdb" {
  uri = ( "pgsql:host=db1;password=hunter22" )
}
`,
  'over.conf': 'Domain "example.com" { Gateway = "relay2.example.com" }\n',
}

const browser = await startChromium()

/** A folder with the files, in which others read no secret. */
function configuration(): string {
  const folder = folderWith(FILES)
  chmodSync(join(folder, 'domains.conf'), 0o600)
  return folder
}

/** What a page said that it must not say: errors of scripts, and of the content policy. */
const said: string[] = []

async function open(
  { newContext }: { newContext: Browser['newContext'] },
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await newContext({ viewport: { width: 1300, height: 800 }, ...options })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text())
  })
  page.on('pageerror', ({ message }) => said.push(message))
  await page.goto(url)
  await page.waitForSelector('main')
  return page
}

/** The names of the rows that are seen, without marks. */
function names(page: Page): Promise<string[]> {
  return texts(page, 'ecconf-tree .window .row > :first-child')
}

/** Waits for rows with these names: a search begins when nobody types, and is shown when there is time. */
async function shows(page: Page, expected: readonly string[], what?: string): Promise<void> {
  for (let left = 100; left > 0; left--) {
    if ((await names(page)).join('\n') === expected.join('\n')) return
    await page.waitForTimeout(50)
  }
  assert.equal(await names(page), expected, what)
}

async function texts(page: Page, selector: string): Promise<string[]> {
  const all = selector.startsWith('svg')
    ? await page.locator(selector).allTextContents()
    : await page.locator(selector).allInnerTexts()
  return all.map((text) =>
    text
      .replace(/[▾▸✖▲●]/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

/** The text of a place in the page, on one line. */
async function words(page: Page, selector: string): Promise<string> {
  const [text = ''] = await page.locator(selector).allInnerTexts()
  return text.replace(/\s+/g, ' ')
}

if (browser !== undefined) {
  const on = { newContext: browser.newContext.bind(browser) }
  const made = pageOf(configuration())

  const withPage = (
    name: string,
    { url }: Pick<MadePage, 'url'>,
    run: (page: Page) => Promise<void>,
    options?: BrowserContextOptions,
  ) =>
    test(name, async () => {
      said.length = 0
      const page = await open(on, url, options)
      try {
        await run(page)
        assert.equal(said, [])
      } finally {
        await page.context().close()
      }
    })

  withPage(
    'the tree has every scope and value, with origins, places and findings',
    made,
    async (page) => {
      assert.match(await words(page, 'h1'), 'ecelerity.conf')
      await shows(page, [
        'Global',
        'error',
        'Gateway',
        'Max_Retries',
        'Domain "example.com"',
        'Gateway',
        'info',
        'Max_Outbound_Connections',
        'Domain "example.org"',
        'Max_Outbound_Connections',
        'Idle_Tiem',
        'error',
        'Datasource "ecdb"',
        'uri',
      ])
      const row = page.locator('.row', { hasText: 'relay2.example.com' })
      assert.is(
        (await row.allInnerTexts()).join().replace(/\s+/g, ' '),
        'Gateway "relay2.example.com" overlay +1 over.conf:1:24',
      )
      const summary = 'Unknown option "Idle_Tiem" in scope Domain'
      await page.locator('.row.note', { hasText: summary }).waitFor()
    },
  )

  withPage('a value is explained as why does it', made, async (page) => {
    await page.locator('.row', { hasText: 'relay2.example.com' }).click()
    const details = await words(page, '.details')
    assert.match(details, 'Domain "example.com" Gateway "relay2.example.com"')
    assert.match(details, 'domains.conf:3:3 included "relay1.example.com" shadowed by 2')
    assert.match(
      details,
      'over.conf:1:24 overlay "relay2.example.com" ✔ wins: read last, overlay, read-only',
    )
    assert.match(details, 'included from ecelerity.conf:5 (readonly_include)')
    assert.match(details, 'Global "relay.example.com" ecelerity.conf:2:1')
    await page.locator('.row.option', { hasText: 'Idle_Tiem' }).click()
    assert.match(await words(page, '.details .frame'), '7 │ Idle_Tiem = 3')
  })

  withPage(
    'search and filters stand in the address, and a link shows the same',
    made,
    async (page) => {
      await page.keyboard.press('/')
      await page.keyboard.type('gateway file:over')
      await page.waitForURL(/q=gateway\+file%3Aover/)
      const shown = ['Global', 'Domain "example.com"', 'Gateway', 'info']
      await shows(page, shown)
      await page.keyboard.press('Enter')
      await page.keyboard.press('G')
      const link = page.url()
      assert.match(link, '#q=gateway+file%3Aover&at=Domain+%22example.com%22+%3D+Gateway')
      await page.goto('about:blank')
      await page.goto(link)
      await page.waitForSelector('.row.cursor')
      await shows(page, shown)
      assert.is(await words(page, '.row.cursor > :first-child'), 'Gateway')
      assert.match(await words(page, '.details'), 'wins: read last')
      for (const [fields, expected] of [
        ['only=overridden', ['Global', 'Domain "example.com"', 'Gateway', 'info']],
        ['only=secrets', ['Global', 'Datasource "ecdb"', 'uri']],
        ['findings=error', ['Global', 'error', 'Domain "example.org"', 'Idle_Tiem', 'error']],
        ['origin=overlay', ['Global', 'Domain "example.com"', 'Gateway', 'info']],
        ['file=ecelerity.conf', ['Global', 'Gateway', 'Max_Retries']],
        [
          'show=inherited&q=scope:example.org+gateway',
          ['Global', 'Domain "example.org"', 'Gateway'],
        ],
        [
          'show=all&origin=default&q=scope:example.org+option:adaptive_enabled',
          ['Global', 'Domain "example.org"', 'adaptive_enabled'],
        ],
        ['origin=built+in&q=swapout', ['Global', 'ThreadPool "SwapOut"', 'concurrency']],
        ['q=nothing-like-that', []],
      ] as const) {
        await page.evaluate(`location.hash = ${JSON.stringify(fields)}`)
        await page.waitForTimeout(50)
        await shows(page, expected, fields)
      }
      await page.locator('ecconf-tree .scroller').focus()
      await page.keyboard.press('Escape')
      assert.is((await names(page)).length, 14)
    },
  )

  withPage('all of it goes by keyboard', made, async (page) => {
    const at = () => words(page, '.row.cursor > :first-child')
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    assert.is(await at(), 'Gateway')
    await page.keyboard.press('k')
    assert.match(await at(), 'error')
    await page.keyboard.press('n')
    await page.keyboard.press('n')
    assert.match(await words(page, '.row.cursor'), 'Idle_Tiem')
    await page.keyboard.press('h')
    await page.keyboard.press('h')
    assert.is((await names(page)).length, 11)
    assert.is(await page.locator('.row.cursor').getAttribute('aria-expanded'), 'false')
    await page.keyboard.press('l')
    assert.is((await names(page)).length, 14)
    await page.keyboard.press('G')
    assert.is(await at(), 'uri')
    await page.keyboard.press('Enter')
    assert.is(await page.evaluate('document.activeElement.className'), 'details')
    await page.keyboard.press('Escape')
    assert.is(await page.evaluate('document.activeElement.getAttribute("role")'), 'treegrid')
    assert.is(
      await page.evaluate('document.activeElement.getAttribute("aria-activedescendant")'),
      await page.locator('.row.cursor').getAttribute('id'),
    )
    await page.keyboard.press('?')
    assert.ok(await page.locator('dialog').isVisible())
    await page.keyboard.press('Escape')
    assert.not(await page.locator('dialog').isVisible())
    await page.keyboard.press('3')
    assert.match(await words(page, 'ecconf-files table'), 'gone.conf missing')
    await page.keyboard.press('t')
    assert.is(await page.evaluate('document.documentElement.dataset.theme'), 'light')
    const row = page.locator('[aria-level]')
    await page.keyboard.press('1')
    assert.is(await row.first().getAttribute('aria-setsize'), '1')
    assert.is(await row.nth(4).getAttribute('aria-setsize'), '6')
    assert.is(await row.nth(4).getAttribute('aria-posinset'), '4')
  })

  withPage('the files are drawn, and each leads to what stands in it', made, async (page) => {
    await page.keyboard.press('3')
    assert.equal(await texts(page, 'svg .node text:first-of-type'), [
      'ecelerity.conf',
      'domains.conf',
      'over.conf',
      'gone.conf',
    ])
    assert.equal(await texts(page, 'svg .edge-label'), [
      '1: line 3',
      '2: readonly_include, line 5',
      '3: line 4',
    ])
    assert.match(
      await words(page, 'tr.overlay'),
      'over.conf overlay no: readonly_include in ecelerity.conf:5',
    )
    await page.locator('tr.overlay a').click()
    await shows(page, ['Global', 'Domain "example.com"', 'Gateway', 'info'])
  })

  const CHANGED = {
    ...FILES,
    'ecelerity.conf': MAIN.replace('5', '7').replace('Gateway = "relay.example.com"\n', ''),
    'domains.conf': FILES['domains.conf']
      .replace('hunter22', 'rabbit33')
      .replace('  Max_Outbound_Connections = 30', '  Max_Outbound_Connections\u00a0= 30 \t'),
  }
  const two = folderWith({
    ...Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`a/${name}`, text])),
    ...Object.fromEntries(Object.entries(CHANGED).map(([name, text]) => [`b/${name}`, text])),
  })
  for (const side of ['a', 'b']) chmodSync(join(two, side, 'domains.conf'), 0o600)
  const compared = pageOf(two, ['a/ecelerity.conf', 'b/ecelerity.conf'])

  withPage(
    'two configurations: what changes in effect, and in the files',
    compared,
    async (page) => {
      const effects = await texts(page, '.effect')
      assert.match(effects[0] ?? '', /^− Gateway "relay.example.com"/)
      assert.is(effects[1], '~ Max_Retries 5 → 7 2 domains fall back to it')
      assert.match(effects[2] ?? '', 'only a secret in it differs')
      assert.match(await words(page, '.effects header'), '+0 added −1 removed ~2 changed')
      assert.match(await words(page, '.texts header'), '2 files, +3 −4')
      const removed = await texts(page, '.diff .line.removed .code')
      assert.equal(removed.slice(0, 2), ['-Max_Retries = 5', '-Gateway = "relay.example.com"'])
      assert.ok(removed.includes('- uri = ( "pgsql:host=db1;password=****" )'))
      const added = await texts(page, '.diff .line.added .code')
      assert.ok(added.includes('+ Max_Outbound_Connections<U+00A0>= 30'))
      assert.ok(added.includes('+ uri = ( "pgsql:host=db1;password=**** (changed)" )'))
      assert.is(await words(page, '.diff .unseen'), '<U+00A0>')
      assert.is(await page.locator('.diff .blanks').count(), 1)
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      assert.match(await words(page, '.diff .at'), '+Max_Retries = 7')
      await page.keyboard.press('d')
      assert.match(page.url(), 'diff=split')
      assert.match(await words(page, '.diff .at'), '1 Max_Retries = 5 1 Max_Retries = 7')
      await page.keyboard.press('Enter')
      assert.is(await words(page, '.row.cursor > :first-child'), 'Max_Retries')
      await page.goto(`${compared.url}#only=changed`)
      await shows(page, ['Global', 'Max_Retries', 'Datasource "ecdb"', 'uri'])
    },
  )

  const long = Array.from({ length: 40 }, (_, line) => `# line ${line + 1}\n`)
  const gaps = folderWith({
    'a/x.conf': `Max_Retries = 1\n${long.join('')}Retry_Interval = 900\n`,
    'b/x.conf': `Max_Retries = 2\n${long.join('')}Retry_Interval = 901\n`,
  })
  withPage(
    'lines that are the same are folded, and counted',
    pageOf(gaps, ['a/x.conf', 'b/x.conf']),
    async (page) => {
      assert.equal(await texts(page, '.diff .gap'), ['⋯ 34 unchanged lines, from line 5'])
      await page.locator('.diff .gap button').click()
      assert.equal(await texts(page, '.diff .gap'), [])
      assert.match(await words(page, '.diff'), '5 5 # line 4')
    },
  )

  const planned = folderWith({
    ...FILES,
    'gone.conf': '',
    lines: 'config set max_retries 8\n',
  })
  ecconf(['plan', 'lines', '-o', 'plan.json', '-m', 'more patience', '-c', 'ecelerity.conf'], {
    cwd: planned,
  })
  withPage('what a plan changes', pageOf(planned, ['--plan', 'plan.json']), async (page) => {
    assert.match(await words(page, '.against'), 'ecelerity.conf → plan.json: more patience')
    assert.equal(await texts(page, '.effect'), ['~ Max_Retries 5 → 8 2 domains fall back to it'])
    assert.equal(await texts(page, '.diff .code'), [
      '-Max_Retries = 5',
      '+Max_Retries = 8',
      'Gateway = "relay.example.com"',
      'include "domains.conf"',
      'include "gone.conf"',
    ])
  })

  const HOSTILE = '</script><img src=x onerror=document.title=1>'
  withPage(
    'names and values are text, whatever they look like',
    pageWith({
      'ecelerity.conf': `Gateway = "${HOSTILE}"\n<b>bold</b> = "<!--"\nDomain "${HOSTILE}" { Max_Retries = "\u202eevil" }\ninclude "<img src=y>.conf"\n`,
    }),
    async (page) => {
      await page.goto(`${page.url()}#show=set`)
      assert.is(await page.locator('img').count(), 0)
      assert.is(await page.title(), 'ecelerity.conf · ecconf')
      assert.match(await words(page, 'ecconf-tree'), HOSTILE)
      assert.match(await words(page, 'ecconf-tree'), '<U+202E>evil')
      await page.keyboard.press('j')
      await page.keyboard.press('3')
      assert.match(await words(page, 'ecconf-files table'), '<img src=y>.conf')
      assert.not.match(await page.content(), '\u202e')
    },
  )

  for (const [name, text, rows] of [
    ['empty', '', ['Global']],
    ['broken', 'Max_Retries = 5\n}}}\nDomain {{{ "x" = \n', undefined],
  ] as const) {
    withPage(
      `a configuration that is ${name}`,
      pageWith({ 'ecelerity.conf': text }),
      async (page) => {
        const shown = await names(page)
        if (rows !== undefined) assert.equal(shown, rows)
        else assert.ok(shown.includes('error') && shown.includes('Max_Retries'))
      },
    )
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    withPage(
      `axe finds nothing, ${colorScheme}`,
      compared,
      async (page) => {
        for (const hash of [
          'view=changes',
          'view=changes&diff=split',
          'view=values',
          'view=values&show=all&q=domain',
          'view=files',
        ]) {
          await page.goto(`${compared.url}#${hash}`)
          await page.waitForTimeout(50)
          if (hash.includes('values')) await page.keyboard.press('n')
          assert.equal(await violations(page), [], hash)
        }
        await page.keyboard.press('?')
        assert.equal(await violations(page), [], 'help')
      },
      { colorScheme, bypassCSP: true },
    )
  }

  withPage(
    'at 200 % nothing is out of reach',
    made,
    async (page) => {
      await page.locator('.row', { hasText: 'relay2.example.com' }).click()
      const width = 'document.documentElement.scrollWidth <= innerWidth'
      assert.ok(await page.evaluate(width))
      await page.locator('.permalink').scrollIntoViewIfNeeded()
      assert.ok(await page.locator('.permalink').isVisible())
    },
    { viewport: { width: 640, height: 400 } },
  )

  withPage('on paper all rows are there', made, async (page) => {
    await page.setViewportSize({ width: 1300, height: 260 })
    await page.waitForTimeout(100)
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    assert.is((await names(page)).length, 14)
    await page.emulateMedia({ media: 'print' })
    assert.not(await page.locator('nav').isVisible())
    assert.ok((await page.pdf()).length > 1000)
    await page.evaluate('dispatchEvent(new Event("afterprint"))')
  })

  test('a page that is served follows its files, and says when it cannot', async () => {
    said.length = 0
    const folder = configuration()
    const child = spawn(process.execPath, [builtProgram(), 'serve', 'ecelerity.conf'], {
      cwd: folder,
    })
    const end = ended(child)
    const [link] = await once(child.stdout, 'data')
    const page = await open(on, String(link).trim())
    try {
      assert.is(await words(page, '.live'), 'live')
      await page.keyboard.press('G')
      rewrite(
        folder,
        'domains.conf',
        `${FILES['domains.conf']}Domain "new.example" { Gateway = "x" }\n`,
      )
      await page.waitForSelector('.row >> text=new.example')
      assert.match(await words(page, '.live'), /^changed \d\d:\d\d:\d\d$/)
      // What was chosen is chosen still.
      assert.is(await words(page, '.row.cursor > :first-child'), 'uri')
      // A file that was missing is noticed too.
      rewrite(folder, 'gone.conf', 'Domain "found.example" { Gateway = "y" }\n')
      await page.waitForSelector('.row >> text=found.example')
      renameSync(join(folder, 'ecelerity.conf'), join(folder, 'away'))
      await page.waitForSelector('.live.bad')
      assert.match(
        await words(page, '.live'),
        'ecelerity.conf: no such file or directory: what was read last is shown',
      )
      renameSync(join(folder, 'away'), join(folder, 'ecelerity.conf'))
      await page.waitForSelector('.live.good')
      assert.equal(said, [])
      child.kill('SIGTERM')
      await page.waitForSelector('.live >> text=the server has gone')
      assert.is((await end).status, 0)
    } finally {
      child.kill('SIGKILL')
      await page.context().close()
    }
  })
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
  }
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

test.after(() => browser?.close())

test.run()
