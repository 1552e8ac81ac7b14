import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node'
import { folderWith } from '../cli/folders.js'
import { startChromium } from '../tools/chromium.js'
import { builtProgram, ROOT } from '../tools/program.js'
import { blockOf } from './blocks.js'

const test = suite('CodeMirror')

/** What the page has besides the code of docs/editors.md: messages go through the test. */
const AROUND = `
const calls = new Set()
const transport = {
  send: (text) => toServer(text),
  subscribe: (call) => calls.add(call),
  unsubscribe: (call) => calls.delete(call),
}
window.fromServer = (text) => { for (const call of calls) call(text) }
window.openText = (text, uri) => { window.view = ecconfEditor(document.body, text, uri, transport) }
`

const browser = await startChromium()

async function pageCode(): Promise<string> {
  const contents = `${blockOf('CodeMirror', 'js')}${AROUND}`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    format: 'iife',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** An editor in the page, over a server of its own. */
async function opened(page: Page, folder: string, name: string): Promise<ChildProcess> {
  const server = spawn(process.execPath, [builtProgram(), 'lsp'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const writer = new StreamMessageWriter(server.stdin)
  await page.exposeFunction('toServer', (text: string) => writer.write(JSON.parse(text)))
  new StreamMessageReader(server.stdout).listen((message) => {
    const text = JSON.stringify(JSON.stringify(message))
    page.evaluate(`fromServer(${text})`).catch(() => undefined)
  })
  await page.addScriptTag({ content: await pageCode() })
  const text = readFileSync(join(folder, name), 'utf8')
  const uri = String(pathToFileURL(join(folder, name)))
  await page.evaluate(`openText(${JSON.stringify(text)}, ${JSON.stringify(uri)})`)
  return server
}

/** Tooltips go where the pointer is in no word. */
async function pointerAway(page: Page): Promise<void> {
  await page.mouse.move(700, 500)
  await page.locator('.cm-tooltip').waitFor({ state: 'detached' })
}

if (browser !== undefined) {
  test('the editor of docs/editors.md asks the server', async () => {
    const folder = folderWith({
      'ecelerity.conf':
        'Retry_Intervall = 3\ninclude "domains.conf"\nMax_Retries = 5\nMax_Retries   = 6\n',
      'domains.conf': 'Domain "example.com" {\n  Max_Retries = 7\n}\n',
    })
    const page = await browser.newPage()
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))
    const server = await opened(page, folder, 'ecelerity.conf')
    const text = async () => String(await page.evaluate('view.state.doc.toString()'))
    try {
      const mark = page.locator('.cm-lintRange-error', { hasText: 'Retry_Interval' })
      await mark.waitFor()
      assert.equal(await mark.allInnerTexts(), ['Retry_Intervall'])
      await mark.hover()
      const finding = page.locator('.cm-tooltip-lint .cm-diagnosticText')
      await finding.waitFor()
      assert.equal(await finding.allInnerTexts(), [
        'Unknown option "Retry_Intervall" in scope Global\nDid you mean "Retry_Interval"?',
      ])

      await pointerAway(page)
      await page.locator('.cm-line', { hasText: '= 6' }).hover({ position: { x: 30, y: 5 } })
      const hover = page.locator('.cm-lsp-hover-tooltip')
      await hover.waitFor()
      assert.match(
        (await hover.allInnerTexts()).join(),
        'ecelerity.conf:4:1  ✔  6\n     wins: read last',
      )

      await pointerAway(page)
      await page.locator('.cm-line').last().click()
      await page.keyboard.type('Spool_')
      const first = page.locator('.cm-tooltip-autocomplete li[aria-selected]')
      await first.waitFor()
      const [label = ''] = await first.locator('.cm-completionLabel').allInnerTexts()
      assert.match(label, /^Spool/)
      await page.waitForTimeout(100)
      await page.keyboard.press('Enter')
      assert.match(await text(), `\n${label} = `)
      await page.keyboard.type('1')
      await page.keyboard.press('Shift+Alt+f')
      await page.waitForFunction('view.state.doc.line(4).text === "Max_Retries = 6"')

      await page.evaluate('view.dispatch({ changes: { from: 14, to: 15, insert: "" } })')
      await mark.waitFor({ state: 'detached' })
      assert.equal(errors, [])
    } finally {
      server.kill()
      await page.close()
    }
  })
}

test.after(() => browser?.close())

test.run()
