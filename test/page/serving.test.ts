import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inflateRawSync } from 'node:zlib'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../cli/folders.js'
import { ended } from '../tools/ended.js'
import { builtProgram, ecconf } from '../tools/program.js'
import { rewrite } from './made-page.js'

const test = suite('ecconf serve')

const SECRET = 'Zq7Wombat9Kx'
const folder = folderWith({
  'ecelerity.conf': `Max_Retries = 5\nDatasource "d" { uri = ( "pgsql:host=a;password=${SECRET}" ) }\n`,
})

async function serve(...words: readonly string[]) {
  const child: ChildProcessWithoutNullStreams = spawn(
    process.execPath,
    [builtProgram(), 'serve', ...words],
    { cwd: folder },
  )
  const end = ended(child)
  const [link] = await once(child.stdout, 'data')
  return { child, end, link: new URL(String(link).trim()) }
}

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

/** As `fetch`, which does not let through every header. */
function ask(
  url: URL,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers: { host: url.host, ...headers }, agent: false })
    asked.on('error', reject).on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, text })
      })
    })
    asked.end()
  })
}

test('who may ask, and for what', async () => {
  const { child, end, link } = await serve('ecelerity.conf')
  try {
    assert.match(link.href, /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/)
    const page = await ask(link)
    assert.is(page.status, 200)
    assert.match(page.text, /^<!doctype html>/)
    assert.match(
      String(page.headers['content-security-policy']),
      /^default-src 'none'; script-src 'sha256-/,
    )
    assert.is(page.headers['access-control-allow-origin'], undefined)
    assert.is(page.headers['cache-control'], 'no-store')
    const model = await ask(new URL('model.json', link))
    for (const { text } of [page, model]) assert.not.match(text, SECRET)
    const { host } = link
    for (const [what, url, headers, method, status] of [
      ['another name of the machine', link, { host: `localhost:${link.port}` }, 'GET', 403],
      ['another host', link, { host: 'evil.example' }, 'GET', 403],
      ['another origin', link, { origin: 'http://evil.example' }, 'GET', 403],
      ['no origin at all', link, { origin: 'null' }, 'GET', 403],
      ['the own origin', link, { origin: `http://${host}` }, 'GET', 200],
      ['no token', new URL('/', link), {}, 'GET', 403],
      ['another token', new URL(`/${'x'.repeat(32)}/`, link), {}, 'GET', 403],
      ['nothing of that name', new URL('etc/passwd', link), {}, 'GET', 404],
      ['a way out', new URL(`${link.pathname}..%2f..%2fetc%2fpasswd`, link), {}, 'GET', 404],
      [
        'a link in another page',
        link,
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
        'GET',
        200,
      ],
      [
        'a picture in another page',
        link,
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
        'GET',
        403,
      ],
      [
        'data for another page',
        new URL('model.json', link),
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
        'GET',
        403,
      ],
      ['a change', link, {}, 'POST', 405],
      ['a preflight', link, { origin: `http://${host}` }, 'OPTIONS', 405],
    ] as const) {
      assert.is((await ask(url, headers, method)).status, status, what)
    }
    // A client that goes away in the middle is no reason to end.
    const gone = request(new URL('events', link), { headers: { host } })
    gone.end()
    await once(gone, 'response')
    gone.on('error', () => undefined).destroy()
    rewrite(folder, 'ecelerity.conf', 'Max_Retries = 6\n')
    while (!(await ask(new URL('model.json', link))).text.includes('"6"')) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    child.kill('SIGINT')
    const { status, stderr } = await end
    assert.equal([status, stderr], [0, 'The link is for this machine alone. Ctrl-C ends it.\n'])
  } finally {
    child.kill('SIGKILL')
  }
})

test('who writes the files takes no more of the machine, however many they name', async () => {
  const main = (name: string) =>
    Array.from({ length: 70 }, (_, index) => `include "${name}${index}/x.conf"\n`).join('')
  const names = ['a', 'b'].flatMap((name) =>
    Array.from({ length: 70 }, (_, index) => [`${name}${index}/none`, '']),
  )
  const many = folderWith({ ...Object.fromEntries(names), 'many.conf': main('a') })
  const { child, end, link } = await serve(join(many, 'many.conf'))
  try {
    const watched = () => watchedBy(child.pid as number)
    const first = watched()
    assert.ok(first > 10 && first <= 64, `${first} folders`)
    rewrite(many, 'many.conf', 'Max_Retries = 7\n')
    await shown(link, '"7"')
    // What is not named any more is not watched any more.
    while (watched() > 10) await pause(20)
    rewrite(many, 'many.conf', `Max_Retries = 8\n${main('b')}`)
    await shown(link, '"8"')
    // A change in a folder that tells nothing is found as well.
    rewrite(many, 'b69/x.conf', 'Max_Retries = 9\n')
    await shown(link, '"9"')
    child.kill('SIGINT')
    assert.is((await end).status, 0)
  } finally {
    child.kill('SIGKILL')
  }
})

/** Waits until the data has a text. */
async function shown(link: URL, wanted: string): Promise<void> {
  for (;;) {
    const { text } = await ask(new URL('model.json', link))
    const { form, data } = JSON.parse(text) as { form: string; data: string }
    const model = form === 'plain' ? text : inflateRawSync(Buffer.from(data, 'base64')).toString()
    if (model.includes(wanted)) return
    await pause(20)
  }
}

/** How many folders tell a process what happens in them. */
function watchedBy(pid: number): number {
  const files = readdirSync(`/proc/${pid}/fdinfo`)
  const lines = files.flatMap((file) => {
    try {
      return readFileSync(`/proc/${pid}/fdinfo/${file}`, 'latin1').split('\n')
    } catch {
      return []
    }
  })
  return lines.filter((line) => line.startsWith('inotify ')).length
}

test('what cannot be served', async () => {
  const taken = createServer()
  await once(taken.listen(0, '127.0.0.1'), 'listening')
  const { port } = taken.address() as AddressInfo
  for (const [words, said] of [
    [['gone.conf'], 'ecconf: gone.conf: no such file or directory\n'],
    [['--port', 'x', 'ecelerity.conf'], 'ecconf: --port: "x" is no port: 0 to 65535\n'],
    [['--port', `${port}`, 'ecelerity.conf'], `ecconf: --port: ${port} is taken\n`],
    [['a', 'b'], 'ecconf: One main file\n'],
  ] as const) {
    const { status, stdout, stderr } = ecconf(['serve', ...words], { cwd: folder })
    assert.equal([status, stdout, stderr], [2, '', said])
  }
  taken.close()
})

test.run()
