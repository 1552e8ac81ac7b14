import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Forged, Planned, sha256 } from './forge.js'

const test = suite('plans that were changed and sealed again')

const MAIN = 'Max_Retries = 3\n'
const LINE = 'set max_retries 4\n'

const HOW =
  'It was changed by hand, or made by another ecconf or with other flags, or other files may be written here. Say --again to carry out its changes alone, or make a new plan with ecconf plan.\n'

/** A plan that is changed by `change` is refused with `said`, and nothing is written. */
function refused(change: (plan: Forged) => void, said: string, files = { 'ecelerity.conf': MAIN }) {
  const planned = new Planned(files, LINE)
  planned.forge(change)
  const before = readdirSync(planned.folder)
  for (const more of [[], ['--format', 'json']]) {
    const { status, stdout, stderr } = planned.run('apply', 'a.plan', '--write', ...more)
    assert.equal([status, stdout, stderr], [1, '', said])
  }
  assert.is(planned.text(), MAIN)
  assert.equal(readdirSync(planned.folder), before)
}

const NEW = { create: true, edits: [{ start: 0, end: 0, text: 'x\n' }], sha256: sha256('x\n') }

test('a file that no change leads to is not made: beside, above, or by an absolute path', () => {
  const unasked = (file: string) =>
    `a.plan: The plan does not do what it says: it edits ${file}, which none of its changes leads to.\n${HOW}`
  refused((plan) => plan.edits.push({ file: 'evil.conf', ...NEW }), unasked('evil.conf'))
  refused((plan) => plan.edits.push({ file: 'a/../evil.conf', ...NEW }), unasked('evil.conf'))
  refused(
    (plan) => plan.edits.push({ file: '/nowhere/evil.conf', ...NEW }),
    unasked('/nowhere/evil.conf'),
  )
  const planned = new Planned({ 'in/x': '', 'ecelerity.conf': MAIN }, LINE)
  planned.forge((plan) => plan.edits.push({ file: 'in/evil\u001b[2J\u202e\n.conf', ...NEW }))
  const { status, stderr } = planned.run('apply', 'a.plan', '--write')
  assert.equal([status, stderr], [1, unasked('in/evil\\x1b[2J<U+202E>\\n.conf')])
  assert.not(existsSync(join(planned.folder, 'in/evil\u001b[2J\u202e\n.conf')))
})

test('edits that are more, less or others than the changes', () => {
  const evil = 'Max_Retries = 99\nRelay_Hosts = ( "0.0.0.0/0" )\n'
  const other = `a.plan: The plan does not do what it says: its edits of ecelerity.conf are not what its changes come to.\n${HOW}`
  refused((plan) => {
    const edits = [{ start: 0, end: MAIN.length, text: evil }]
    plan.edits = [{ file: 'ecelerity.conf', create: false, edits, sha256: sha256(evil) }]
  }, other)
  // The same bytes by a longer way: nobody can see at a glance that they are.
  refused((plan) => {
    const edits = [{ start: 0, end: MAIN.length, text: 'Max_Retries = 4\n' }]
    plan.edits[0] = { ...plan.edits[0], edits }
  }, other)
  refused(
    (plan) => plan.edits.push(plan.edits[0]),
    `a.plan: The plan does not do what it says: it edits ecelerity.conf, which none of its changes leads to.\n${HOW}`,
  )
  refused((plan) => {
    plan.changes = []
  }, `a.plan: The plan does not do what it says: it edits ecelerity.conf, which none of its changes leads to.\n${HOW}`)
  refused((plan) => {
    plan.edits = []
  }, `a.plan: The plan does not do what it says: its changes come to edits of ecelerity.conf that it does not have.\n${HOW}`)
  refused((plan) => {
    plan.edits[0].create = true
  }, 'a.plan: This plan is damaged: its edits of ecelerity.conf do not fit.\n')
})

test('changes that "set" refuses, with edits to match', () => {
  const planned = new Planned({ 'ecelerity.conf': MAIN }, LINE)
  planned.forge((plan) => {
    plan.changes[0].value = 'lots'
    const edits = [{ start: 14, end: 15, text: 'lots' }]
    const hash = sha256('Max_Retries = lots\n')
    plan.edits = [{ file: 'ecelerity.conf', create: false, edits, sha256: hash }]
  })
  const { status, stdout, stderr } = planned.run('apply', 'a.plan', '--write')
  assert.equal([status, stdout], [1, ''])
  assert.match(stderr, 'Wrong value "lots" for option "Max_Retries"\n  Expected an integer')
  const json = planned.run('apply', 'a.plan', '--write', '--format', 'json')
  const { refusals, files, plan } = JSON.parse(json.stdout)
  const state = { file: 'a.plan', state: 'refused' }
  assert.equal([json.status, refusals.length, files, plan], [1, 1, [], state])
  assert.is(planned.text(), MAIN)
})

test('a name in a change is one word', () => {
  const planned = new Planned({ 'ecelerity.conf': MAIN }, LINE)
  for (const [change, place] of [
    [(plan: Forged) => (plan.changes[0].option = 'Foo = 1\nMax_Retries'), 'option'],
    [(plan: Forged) => (plan.changes[0].path = [{ name: 'X { } Domain', instance: 'y' }]), 'name'],
  ] as const) {
    planned.forge(change)
    const { status, stdout, stderr } = planned.run('apply', 'a.plan', '--write', '--again')
    assert.equal([status, stdout], [1, ''])
    assert.match(
      stderr,
      /^a\.plan:1:\d+: This plan is damaged: this is not what belongs here\n$/,
      place,
    )
  }
  assert.is(planned.text(), MAIN)
})

test('the preview is of the edits, whatever the plan tells, and says so', () => {
  const planned = new Planned({ 'ecelerity.conf': MAIN }, LINE)
  const [text, json] = [[], ['--format', 'json']].map((more) =>
    planned.run('apply', 'a.plan', '--dry-run', ...more),
  )
  planned.forge((plan) => {
    plan.effects[0].after.text = '9'
    plan.effects[0].needsRestart = true
    plan.placements[0].before = '2'
    plan.placements[0].reason = 'because'
    plan.placements[0].line = 7
    plan.notes.push('Trust me')
    plan.diagnostics.push({
      code: 'style/x',
      severity: 'warning',
      summary: 'Fine',
      file: '',
      start: 0,
      end: 0,
    })
  })
  const said =
    'a.plan: The placements, effects, diagnostics and notes in the plan are not those of its edits here; what is shown is.\n'
  assert.equal(planned.run('apply', 'a.plan', '--dry-run'), { ...text, stderr: said })
  assert.equal(planned.run('apply', 'a.plan', '--dry-run', '--format', 'json'), {
    ...json,
    stderr: said,
  })
})

test('"nothing to do" is no word of the plan', () => {
  const planned = new Planned({ 'ecelerity.conf': MAIN }, LINE)
  planned.forge((plan) => {
    plan.files[0].sha256 = sha256('another text')
    plan.edits[0].sha256 = sha256(MAIN)
  })
  const { status, stdout, stderr } = planned.run('apply', 'a.plan', '--write')
  assert.equal([status, stdout], [1, ''])
  assert.match(stderr, 'a.plan: The plan does not fit any more: a file is not as it was')
})

test('what a plan names and what it tells does not reach the terminal as it is', () => {
  const planned = new Planned({ 'ecelerity.conf': MAIN }, LINE)
  planned.forge((plan) => {
    plan.message = '\u001b[2J\u202ewhy\u009b'
    plan.changes[0].path = [{ name: 'Binding', instance: 'z\u001b[2J\u202e' }]
    plan.changes[0].option = 'Gateway'
    plan.changes[0].value = '"g\u202e"'
  })
  const shown = planned.run('apply', 'a.plan', '--again', '--dry-run', '--force')
  assert.is(shown.status, 0, shown.stderr)
  assert.match(shown.stdout, 'Binding "z\\x1b[2J<U+202E>"  Gateway   not set → "g<U+202E>"\n')
  const json = planned.run('apply', 'a.plan', '--again', '--force', '--format', 'json')
  assert.is(JSON.parse(json.stdout).message, '\u001b[2J\u202ewhy\u009b')
  planned.forge((plan) => {
    plan.files.push({ file: 'no\u001b[2J\u202e', sha256: sha256('') })
  })
  const stale = planned.run('apply', 'a.plan')
  assert.match(stale.stderr, '  no\\x1b[2J<U+202E> is not part of the configuration any more')
  const staleJson = planned.run('apply', 'a.plan', '--format', 'json')
  for (const { stdout, stderr } of [shown, json, stale, staleJson]) {
    assert.not.match(stdout + stderr, /[\u001b\u009b\u202e]/)
  }
})

test('a plan shows in an editor what is in it', () => {
  const planned = new Planned(
    { 'ecelerity.conf': MAIN },
    'set domain "a\u202e" gateway "g\u2066"\n',
    '--force',
  )
  assert.match(planned.text('a.plan'), '"instance": "a\\u202e"')
  assert.not.match(planned.text('a.plan'), /[\u202e\u2066]/)
})

test('the local changes file is made, and no other', () => {
  const main = 'Local_Changes_File = "local"\nLocal_Changes_Only = true\n'
  const planned = new Planned({ 'ecelerity.conf': main }, LINE)
  planned.forge((plan) => {
    plan.edits[0].file = 'other'
  })
  const { status, stderr } = planned.run('apply', 'a.plan', '--write')
  assert.equal(
    [status, stderr],
    [
      1,
      `a.plan: The plan does not do what it says: it edits other, which none of its changes leads to.\n${HOW}`,
    ],
  )
  assert.not(existsSync(join(planned.folder, 'other')))
  planned.forge((plan) => {
    plan.edits[0].file = 'local'
  })
  assert.is(planned.run('apply', 'a.plan', '--write').status, 0)
  assert.is(planned.text('local'), 'Max_Retries = 4\n')
})

test('a read-only include stays as it is', () => {
  const files = { 'ecelerity.conf': 'readonly_include "over"\n', over: 'Domain "x" {\n}\n' }
  const planned = new Planned(files, 'set hostname a.example\n')
  planned.forge((plan) => {
    const text = 'Max_Retries = 9\n'
    const edits = [{ start: 0, end: 0, text }]
    plan.edits.push({ file: 'over', create: false, edits, sha256: sha256(text + files.over) })
  })
  const { status, stderr } = planned.run('apply', 'a.plan', '--write')
  assert.equal(
    [status, stderr],
    [1, 'over must not be written here: readonly_include in ecelerity.conf:1\n'],
  )
  assert.equal([planned.text(), planned.text('over')], Object.values(files))
})

test('with other flags: refused where they lead to other edits, --again is the way on', () => {
  const files = {
    'ecelerity.conf': 'include "part.conf"\nMax_Retries = 3\n',
    'n1/part.conf': 'Domain "x" {\n}\n',
    'n2/part.conf': '# nothing\n',
  }
  const flags = ['--search-path', '{NODENAME}', '--node', 'n1']
  const planned = new Planned(files, 'set domain x gateway g\n', ...flags)
  const other = planned.run('apply', 'a.plan', '--write', '--node', 'n2')
  assert.is(other.status, 1)
  assert.match(
    other.stderr,
    '  n1/part.conf, which the plan edits, is not part of the configuration any',
  )
  const site = join(planned.folder, 'site.json')
  writeFileSync(site, '{}')
  const same = planned.run('apply', 'a.plan', '--dry-run', '--settings', site, '--role', 'node')
  assert.is(same.status, 0, same.stderr)
  assert.is(planned.text('n1/part.conf'), files['n1/part.conf'])
})

test('settings that only the plan names are told', () => {
  const files = { 'ecelerity.conf': MAIN, 'other.json': '{}' }
  const planned = new Planned(files, LINE, '--settings', 'other.json')
  const { status, stderr } = planned.run('apply', 'a.plan', '--dry-run')
  const settings = join(planned.folder, 'other.json')
  assert.equal([status, stderr], [0, `a.plan: With the settings that it names: ${settings}\n`])
  for (const more of [
    ['--settings', 'other.json'],
    ['-c', 'ecelerity.conf'],
  ]) {
    assert.is(planned.run('apply', 'a.plan', '--dry-run', ...more).stderr, '')
  }
})

test.run()
