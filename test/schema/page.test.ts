import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ROOT } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'

/** What `docs/schemas.md` shows, run as a reader would. */
const test = suite('the page on the schemas')

const page = readFileSync(join(ROOT, 'docs/schemas.md'), 'utf8')

/** The blocks of the page in one language. */
function blocks(language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  )
}

/** The commands of the page, each with the output below it. */
function commands(): { command: string; output: string }[] {
  return blocks('console')
    .flatMap((block) => block.split(/^\$ /m).slice(1))
    .map((text) => {
      const end = text.indexOf('\n')
      return { command: text.slice(0, end), output: text.slice(end + 1) }
    })
}

/** A folder with the files of a system, and with the packages that the page has its reader install. */
function reader(files: string): string {
  const folder = scratch(files)
  const packages = join(folder, 'node_modules')
  mkdirSync(join(packages, '.bin'), { recursive: true })
  symlinkSync(ROOT, join(packages, 'ecconf'))
  symlinkSync(join(ROOT, 'node_modules/ajv'), join(packages, 'ajv'))
  symlinkSync(join(ROOT, 'dist/bin/ecconf.cjs'), join(packages, '.bin/ecconf'))
  writeFileSync(join(folder, 'validate.mjs'), blocks('js')[0] ?? '')
  return folder
}

function shell(folder: string, command: string): { stdout: string; status: number | null } {
  // npx would find the same program, but takes its time to ask npm.
  const { stdout, status, stderr } = spawnSync('sh', ['-c', command.replace(/\bnpx /g, '')], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [join(folder, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    },
  })
  assert.is(stderr, '', command)
  return { stdout, status }
}

const cluster = reader('corpus/cluster')

test('every command prints what the page says', () => {
  const shown = commands()
  assert.ok(shown.length > 5, `only ${shown.length} commands`)
  for (const { command, output } of shown) {
    const { stdout, status } = shell(cluster, command)
    assert.is(stdout, output, command)
    assert.is(status, / must be /.test(output) ? 1 : 0, command)
  }
})

test('the dump of a node is an instance too', () => {
  const node = reader('corpus/node')
  const { stdout, status } = shell(
    node,
    'ecconf dump --sysroot . --node mta1 --format json | tee dump.json | node validate.mjs',
  )
  assert.is(stdout, 'valid\n')
  assert.is(status, 0)
  // It is no instance because it says little: much of the product occurs in it.
  const dump: Record<string, unknown> = JSON.parse(readFileSync(join(node, 'dump.json'), 'utf8'))
  for (const name of ['binding_group', 'esmtp_listener', 'msgc_server', 'relay_hosts']) {
    assert.ok(name in dump, `${name} is not in the dump`)
  }
})

test('a schema that accepts no other names is made as the page says', () => {
  writeFileSync(join(cluster, 'closed.json'), blocks('json')[0] ?? '')
  const program = (blocks('js')[0] ?? '').replace(
    /^const validate = .*$/m,
    "const validate = ajv.compile(JSON.parse(readFileSync('closed.json', 'utf8')))",
  )
  writeFileSync(join(cluster, 'closed.mjs'), program)
  assert.is(shell(cluster, `echo '{ "file_mode": "0640" }' | node closed.mjs`).stdout, 'valid\n')
  const { stdout } = shell(cluster, `echo '{ "fiel_mode": "0640" }' | node closed.mjs`)
  assert.is(stdout, ' must NOT have unevaluated properties\n')
})

test('the files that the page names are there, and it names all', () => {
  const named = [...page.matchAll(/^\| `schemas\/([\w-]+)(?:\.json|\/)/gm)].map(([, name]) => name)
  const { stdout } = shell(ROOT, 'ls schemas')
  const there = stdout
    .split('\n')
    .filter((name) => name !== '' && !/\.(conf|xsd)$/.test(name))
    .map((name) => name.replace('.json', ''))
  assert.equal(named.sort(), there.sort())
})

test.run()
