import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { ecconf, ROOT } from './tools/program.js'
import { repository, runScript } from './tools/repository.js'

const test = suite('docs/ci.md')

const page = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8')

/** The code in the page, by its language. */
const blocks = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', code = '']) => ({
    language,
    code,
  }),
)

function blocksIn(language: string): string[] {
  return blocks.filter((block) => block.language === language).map(({ code }) => code)
}

/** The commands of the page, whatever they stand in. */
const commands = blocks
  .filter(({ language }) => ['sh', 'yaml', 'groovy'].includes(language))
  .flatMap(({ code }) => code.split('\n'))
  .map((line) => /\bsh '(.*)'$/.exec(line)?.[1] ?? line.replace(/^\s*- (?:run: )?/, ''))
  .filter((line) => line.includes('npx '))

/** A checkout with the package installed in it, and a mistake. */
function checkout(): string {
  const folder = repository({
    'conf/ecelerity.conf': 'Message_Expiration = 5\ninclude "part.conf"\n',
    'conf/part.conf': 'fiel = 1\n',
    'root/opt/msys/ecelerity/etc/conf/default/ecelerity.conf': 'Message_Expiration = 5\n',
  })
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  symlinkSync(ROOT, join(folder, 'node_modules/ecconf'))
  for (const name of ['ecconf', 'validate_config', 'ec_dump_config']) {
    symlinkSync(`../ecconf/dist/bin/${name}.cjs`, join(folder, 'node_modules/.bin', name))
  }
  return folder
}

test('there are commands in it', () => {
  assert.ok(commands.length > 10)
})

const shared = checkout()
// What npx would run, without the time that it takes to find it; `test/action.test.ts` runs npx.
const PATH = `${join(shared, 'node_modules/.bin')}:${process.env.PATH}`

for (const command of commands) {
  test(`${command}: does what it is there for`, () => {
    const { status, stderr } = runScript(command.replace('npx ', ''), shared, { PATH })
    assert.not.match(stderr, /^ecconf: /m)
    const isRight = /validate_config|ec_dump_config|baseline|--staged/.test(command)
    assert.is(status, isRight ? 0 : 1)
    for (const [, , file = ''] of command.matchAll(/ (-o|-f|--write-baseline) (\S+)/g)) {
      assert.ok(existsSync(join(shared, file)), file)
    }
  })
}

test('every format, and every input of the action, is named', () => {
  const formats = /\[choices: ([^\]]*"junit"[^\]]*)\]/.exec(
    ecconf(['lint', '--help']).stdout.replace(/\s+/g, ' '),
  )
  for (const [, format] of formats?.[1]?.matchAll(/"(\w+)"/g) ?? []) {
    assert.match(page, `| \`${format}\` |`)
  }
  const { inputs } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'))
  for (const input of Object.keys(inputs)) assert.match(page, `| \`${input}\` |`)
})

test('the YAML can be read, and uses what there is', () => {
  const [workflow, , , hooks] = blocksIn('yaml').map((code) => parse(code))
  const { inputs } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'))
  for (const input of Object.keys(workflow.jobs.lint.steps[1].with)) assert.ok(input in inputs)
  const known = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'))
  assert.is(hooks.repos[0].hooks[0].id, known[0].id)
})

test('the settings and the comment', () => {
  const [settings = ''] = blocksIn('json')
  const [comment = ''] = blocksIn('')
  const folder = repository({ 'ecconf.json': settings, 'ecelerity.conf': comment })
  const { status, stdout } = ecconf(['lint', '.'], { cwd: folder })
  assert.is(status, 0)
  assert.match(stdout, 'no findings, 1 suppressed')
})

test('a repository with several installations: this one has no errors and no warnings', () => {
  const { status, stdout } = ecconf(['lint', '.', '--max-warnings', '0'], { cwd: ROOT })
  assert.match(stdout, /\d+ configurations \([^)]*\): \d+ infos/)
  assert.is(status, 0)
})

test('the links lead somewhere', () => {
  const pages = readdirSync(join(ROOT, 'docs'))
  for (const [, link = ''] of page.matchAll(/\]\((\w+\.md)\)/g))
    assert.ok(pages.includes(link), link)
})

test.run()
