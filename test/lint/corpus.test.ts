import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import type { Configuration } from '../../src/config/index.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { lint, lintFragment } from '../../src/lint/index.js'
import type { Source } from '../../src/syntax/index.js'
import {
  type CorpusFile,
  corpusFiles,
  type ExpectedFinding,
  expectationOf,
} from '../tools/corpus.js'
import { corpusFiles as configurationSet } from '../tools/corpus-files.js'
import { loadFiles } from '../tools/load-files.js'
import { ROOT } from '../tools/program.js'

const test = suite('lint of the corpus')

const FOLDER = '/opt/msys/ecelerity/etc/conf/default'
const STUB = `${FOLDER}/webui-common.conf`

function cluster(files = configurationSet('cluster')): Promise<Configuration> {
  return loadFiles(files, { workingDirectory: FOLDER }, {}, `${FOLDER}/eccluster.conf`)
}

function withoutInfos(findings: readonly Diagnostic[]): Diagnostic[] {
  return findings.filter(({ severity }) => severity !== 'info')
}

test("the manager's files: the overlay shadows one option, the rest is a matter of style", async () => {
  const findings = lint(await cluster())
  assert.equal(withoutInfos(findings), [])
  const shadowed = findings.filter(({ code }) => code === 'overlay/shadowed')
  assert.equal(
    shadowed.map(({ file, summary }) => [file, summary]),
    [['webui-common.conf', 'Option "uri" of Datasource "ecdb" is shadowed by ecdb.conf:4']],
  )
})

function differently(scope: string): string {
  return `${scope} throttles messages and connections differently`
}

function addressless(group: string, binding: string): string {
  return `Binding_Group "${group}" > Binding "${binding}" has no address of its own`
}

test("a node's files", async () => {
  const main = `${FOLDER}/ecelerity.conf`
  const findings = lint(await loadFiles(configurationSet('node'), {}, {}, main))
  assert.equal(
    findings.map(({ severity, code, file, summary }) => [
      severity,
      code,
      file.slice(file.lastIndexOf('/') + 1),
      summary,
    ]),
    [
      ['info', 'schema/throttle-pair', 'ecelerity.conf', differently('Global')],
      [
        'info',
        'schema/no-effect',
        'ecelerity.conf',
        'Option "Max_Message_Size" has no effect in Pathway_Group',
      ],
      [
        'info',
        'schema/scriptlet-alerting',
        'ecelerity.conf',
        'Module scriptlet needs alerting, which is not loaded',
      ],
      [
        'info',
        'schema/scriptlet-boot',
        'ecelerity.conf',
        'scriptlet "scriptlet" has no script "boot"',
      ],
      [
        'info',
        'schema/duravip-mask',
        'ecelerity-cluster.conf',
        'The value of "cidrmask" of Cluster > Topology "192.0.2.0/24" is not 32',
      ],
      ['info', 'style/dictionary-key', 'msgc_server.conf', 'A key of "peers" has a dot'],
      [
        'info',
        'overlay/shadowed',
        'webui-common.conf',
        'Option "uri" of Datasource "ecdb" is shadowed by 50-ecdb.conf:3',
      ],
      [
        'info',
        'schema/authz-enable',
        'webui-common.conf',
        'Authorization does nothing: it is on in no listener',
      ],
      ...[
        'There is no blank before the "{" of "Role"',
        'There are no blanks around a "=" of "allow"',
      ].map((summary) => ['info', 'style/brace-spacing', 'webui-common.conf', summary]),
      ['info', 'schema/binding-address', 'bindings.conf', addressless('transactional', 'trans-2')],
      ['info', 'schema/binding-address', 'bindings.conf', addressless('bulk', 'bulk-2')],
      ...[
        'There are no blanks around a "=" of "Max_Outbound_Connections"',
        'There are no blanks around a "=" of "Max_Recipients_Per_Batch"',
      ].map((summary) => ['info', 'style/brace-spacing', 'domains.conf', summary]),
    ],
  )
})

test('without any of its closing braces, the stanza and what is wrong further down are found', async () => {
  const files = configurationSet('cluster')
  const text = `${new TextDecoder().decode(files[STUB])}\nQuixotic_Flag = 1\n`
  const braces = [...text.matchAll(/^ *\}/gm)].map(({ index, 0: line }) => index + line.length - 1)
  assert.ok(braces.length >= 10)
  for (const brace of braces) {
    const broken = text.slice(0, brace) + text.slice(brace + 1)
    const configuration = await cluster({ ...files, [STUB]: new TextEncoder().encode(broken) })
    const [unclosed, ...others] = withoutInfos(lint(configuration))
    assert.is(unclosed?.code, 'syntax/unclosed-scope')
    assert.equal(
      others.map(({ code, file, start }) => [code, file, start]),
      [['schema/unknown-option', 'webui-common.conf', broken.lastIndexOf('Quixotic_Flag')]],
      `without the brace at ${brace}`,
    )
    assert.match(unclosed?.related?.at(-1)?.note ?? '', /^included from eccluster\.conf:\d+$/)
  }
})

for (const file of corpusFiles('valid')) {
  test(`${file.name} has nothing wrong, as a main file and as a fragment`, async () => {
    const configuration = await loadFiles(memoryOf('valid'), {}, {}, pathOf(file))
    assert.equal(withoutInfos(lint(configuration)), [])
    assert.equal(withoutInfos(lint(configuration, { fragment: true })), [])
    assert.equal(withoutInfos(lintFragment(parse(file.bytes))), [])
  })
}

const KNOWN_AREAS = ['include', 'overlay', 'reference', 'schema', 'security', 'version']

/** Every folder of wrong files but those of what parsers find. */
const areas = readdirSync(join(ROOT, 'corpus/invalid')).filter(
  (area) => area !== 'syntax' && area !== 'dialects',
)

test('there are wrong files about each of these', () => {
  for (const area of KNOWN_AREAS) {
    assert.ok(areas.includes(area), area)
  }
})

for (const area of areas) {
  const wrong = corpusFiles(`invalid/${area}`).filter(({ name }) => name.split('/').length === 3)
  test(`there are wrong files about ${area}`, () => {
    assert.ok(wrong.length > (KNOWN_AREAS.includes(area) ? 1 : 0))
  })
  for (const file of wrong) {
    const { note, diagnostics, target, readable } = expectationOf(file)
    const expected: readonly ElsewhereFinding[] = diagnostics
    const codes = new Set<string>(diagnostics.map(({ code }) => code))
    test(`${file.name}: ${note}`, async () => {
      const path = pathOf(file)
      const modes = readable ? { [path]: 0o644 } : {}
      const configuration = await loadFiles(memoryOf(`invalid/${area}`), { modes }, {}, path)
      const sources = new Map(
        configuration.files.map(({ name, document }) => [name, document.source]),
      )
      assert.equal(
        lint(configuration, target === undefined ? {} : { target })
          .filter(({ severity, code }) => severity !== 'info' || codes.has(code))
          .map((finding) => placeOf(finding, sources))
          .sort(),
        expected
          .map(
            ({ code, line, column, file: other }) =>
              `${nameOf(other, file)}:${line}:${column} ${code}`,
          )
          .sort(),
      )
    })
  }
}

for (const file of corpusFiles('invalid/syntax')) {
  test(`${file.name} has no other error than those of the parser`, () => {
    const document = parse(file.bytes)
    const others = withoutInfos(lintFragment(document)).filter(
      (finding) =>
        !document.diagnostics.some(
          ({ start, code }) => start === finding.start && code === finding.code,
        ),
    )
    assert.equal(others, [])
  })
}

/** A finding that may stand in an included file: its name, from the folder of the main file. */
type ElsewhereFinding = ExpectedFinding & { readonly file?: string }

function placeOf(finding: Diagnostic, sources: ReadonlyMap<string, Source>): string {
  const position = sources.get(finding.file)?.position(finding.start)
  return `${finding.file}:${position?.line}:${position?.column} ${finding.code}`
}

/** The name of a file in a finding: as seen from the working directory. */
function nameOf(name: string | undefined, { name: main }: CorpusFile): string {
  const folder = pathOf({ name: main }).slice(0, pathOf({ name: main }).lastIndexOf('/') + 1)
  return name === undefined ? pathOf({ name: main }) : `${folder}${name}`
}

function pathOf({ name }: Pick<CorpusFile, 'name'>): string {
  return `/corpus/${name}`
}

const memories = new Map<string, Record<string, Uint8Array>>()

/** All files below a folder of the corpus, whatever their names. */
function memoryOf(folder: string): Record<string, Uint8Array> {
  let files = memories.get(folder)
  if (files === undefined) {
    files = Object.fromEntries(corpusFiles(folder, '').map((file) => [pathOf(file), file.bytes]))
    memories.set(folder, files)
  }
  return files
}

test.run()
