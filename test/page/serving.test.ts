import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
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
