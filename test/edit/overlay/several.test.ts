import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { displayScope } from '../../../src/config/index.js'
import { overlayStatus } from '../../../src/edit/index.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'
import { after, apply, notes, refusal, remove } from './change-sets.js'

const test = suite('several overlays')

const STUB = 'Logs {\n  file_mode = 0640\n}\n'
const OTHERS = {
  'a.conf': 'Logs { file_mode = 0600 }\n',
  'b.conf': 'Logs { file_mode = 0660 }\n',
  'x.conf': 'Max_Retries = 5\n',
  'one.conf': 'Domain "/x/" { Max_Retries = 5 }\n',
  'two.conf': 'Domain "/y/" { Max_Retries = 6 }\n',
}
const line = (name: string) => `readonly_include "/c/${name}"`
const [A, B, X] = [line('a.conf'), line('b.conf'), line('x.conf')]

/** Each: the base, the overlays in order, the base afterwards. */
const LAID: Readonly<Record<string, readonly [base: string, overlays: string, after: string]>> = {
  'a line each, in order': [STUB, 'a.conf b.conf', `${STUB}${A}\n${B}\n`],
  'the other order': [STUB, 'b.conf a.conf', `${STUB}${B}\n${A}\n`],
  'no final newline': [STUB.trimEnd(), 'a.conf b.conf', `${STUB.trimEnd()}\n${A}\n${B}`],
  CRLF: ['x = 1\r\n', 'a.conf b.conf', `x = 1\r\n${A}\r\n${B}\r\n`],
  'the first is there': [`${STUB}${A}\n`, 'a.conf b.conf', `${STUB}${A}\n${B}\n`],
  'the second is there': [`${STUB}${B}\n`, 'a.conf b.conf', `${STUB}${A}\n${B}\n`],
  'the one in the middle is missing': [
    `${STUB}${A}\n${X}\n`,
    'a.conf b.conf x.conf',
    `${STUB}${A}\n${B}\n${X}\n`,
  ],
  'before the comment of the next one': [
    `${STUB}\n# keep this last\n${B}\n`,
    'a.conf b.conf',
    `${STUB}\n${A}\n# keep this last\n${B}\n`,
  ],
  'the indentation of the next one': [`  ${B}\n`, 'a.conf b.conf', `  ${A}\n  ${B}\n`],
  'on one line with others': [`x = 1  ${B}\n`, 'a.conf b.conf', `x = 1  ${A}  ${B}\n`],
}

for (const [name, [base, overlays, expected]] of Object.entries(LAID)) {
  const files = { ...OTHERS, 'base.conf': base }
  const applied = { ...files, 'base.conf': expected }
  test(`${name}: apply, and remove what was added`, async () => {
    assert.is(await after(files, apply(files, overlays)), expected)
    assert.is(await after(applied, apply(applied, overlays)), expected)
    const missing = overlays.split(' ').filter((each) => !base.includes(each))
    assert.is(await after(applied, remove(applied, missing.join(' '))), base)
    assert.is(await after(applied, remove(applied, missing.reverse().join(' '))), base)
  })
}

test('what the change set says', async () => {
  const { placements } = await apply(
    { ...OTHERS, 'base.conf': `${STUB}${B}\n` },
    'a.conf b.conf x.conf',
  )
  assert.equal(
    placements.map(({ action, line, column, newLineAfter, reason, after }) => ({
      action,
      line,
      column,
      newLineAfter,
      reason,
      after,
    })),
    [
      {
        action: 'insert',
        line: 4,
        column: 1,
        newLineAfter: 3,
        reason: 'b.conf is to win over it',
        after: A,
      },
      {
        action: 'insert',
        line: 6,
        column: 1,
        newLineAfter: 4,
        reason: 'overlays are the last lines, so that they win over everything before them',
        after: X,
      },
    ],
  )
})

test('what changes in effect', async () => {
  const { effects } = await apply({ ...OTHERS, 'base.conf': STUB }, 'a.conf b.conf x.conf')
  assert.equal(
    effects?.map(({ path, option, before, after }) => [
      displayScope(path),
      option,
      before?.text,
      after?.text,
    ]),
    [
      ['Logs', 'file_mode', '0640', '0660'],
      ['Global', 'Max_Retries', undefined, '5'],
    ],
  )
})

test('they are there already', async () => {
  const files = { ...OTHERS, 'base.conf': `${STUB}${A}\n${B}\n` }
  assert.equal(await notes(apply(files, 'a.conf b.conf')), [
    'base.conf:4 takes a.conf in already, before b.conf',
    'base.conf:5 takes b.conf in already, as the last line',
  ])
})

test('they are there in another order, and that matters', async () => {
  const base = `${STUB}\n# site\n${B}\n# installer\n${A}  # first\n`
  const files = { ...OTHERS, 'base.conf': base }
  assert.equal(await refusal(apply(files, 'a.conf b.conf')), [
    'shadowed',
    'base.conf takes the overlays in another order: b.conf, a.conf; a.conf:1 wins over b.conf:1 for Logs file_mode',
    '--fix-order makes them the last lines, in the order given: a.conf, b.conf.',
  ])
  assert.is(
    await after(files, apply(files, 'a.conf b.conf', { fixOrder: true })),
    `${STUB}\n# installer\n${A}  # first\n# site\n${B}\n`,
  )
})

test('they are there in another order, and regular expressions match in that order', async () => {
  const lines = `${line('two.conf')}\n${line('one.conf')}\n`
  assert.equal(await refusal(apply({ ...OTHERS, 'base.conf': lines }, 'one.conf two.conf')), [
    'shadowed',
    'base.conf takes the overlays in another order: two.conf, one.conf; Domain "/x/" is to come before Domain "/y/"',
    '--fix-order makes them the last lines, in the order given: one.conf, two.conf.',
  ])
})

test('they are there in another order, and that makes no difference', async () => {
  const files = { ...OTHERS, 'base.conf': `${X}\n${A}\n` }
  assert.equal(await notes(apply(files, 'a.conf x.conf')), [
    'base.conf:2 takes a.conf in already, and nothing behind that line sets what it sets',
    'base.conf:1 takes x.conf in already, and nothing behind that line sets what it sets',
  ])
  const fixed = apply(files, 'a.conf x.conf', { fixOrder: true })
  assert.is(await after(files, fixed), `${A}\n${X}\n`)
})

test('a new line would come before something that wins over it', async () => {
  const files = { ...OTHERS, 'base.conf': `${X}\n${STUB}` }
  assert.equal(await refusal(apply(files, 'a.conf x.conf')), [
    'shadowed',
    'a.conf would be read before base.conf:3, which sets Logs file_mode again',
    '--fix-order makes the overlays the last lines, in the order given. Or take Logs file_mode out of base.conf:3.',
  ])
  const fixed = apply(files, 'a.conf x.conf', { fixOrder: true })
  assert.is(await after(files, fixed), `${STUB}${A}\n${X}\n`)
})

/** Each: the base, and what --fix-order makes of it for `a.conf`. */
const FIXED: Readonly<Record<string, readonly [base: string, after: string]>> = {
  'a line behind it': [`${A}\n${STUB}`, `${STUB}${A}\n`],
  'with its comment': [
    `x = 1\n\n# keep this last\n${A}\nLogs { file_mode = 0640 }\n`,
    `x = 1\n\nLogs { file_mode = 0640 }\n# keep this last\n${A}\n`,
  ],
  'a comment at the top of the file stays': [
    `# the manager\n${A}\nLogs { file_mode = 0640 }\n`,
    `# the manager\nLogs { file_mode = 0640 }\n${A}\n`,
  ],
  'with what stands behind it on its line': [
    `x = 1\n${A} # ours\nLogs { file_mode = 0640 }\n`,
    `x = 1\nLogs { file_mode = 0640 }\n${A} # ours\n`,
  ],
  'no final newline': [`${A}\n${STUB.trimEnd()}`, `${STUB.trimEnd()}\n${A}`],
  CRLF: [`${A}\r\nLogs { file_mode = 1 }\r\n`, `Logs { file_mode = 1 }\r\n${A}\r\n`],
  'on one line with others': [
    `x = 1  ${A}  Logs { file_mode = 1 }\n`,
    `x = 1  Logs { file_mode = 1 }\n${A}\n`,
  ],
  'a blank line is not left behind': [
    `x = 1\n\n${A}\n\nLogs { file_mode = 1 }\n`,
    `x = 1\n\nLogs { file_mode = 1 }\n${A}\n`,
  ],
  'twice in the file': [`${A}\nx = 1\n${A}\n${STUB}`, `x = 1\n${STUB}${A}\n`],
}

for (const [name, [base, expected]] of Object.entries(FIXED)) {
  test(`fix-order, ${name}`, async () => {
    const files = { ...OTHERS, 'base.conf': base.replace(/^x = 1$/m, 'Max_Retries = 1') }
    const wanted = expected.replace(/^x = 1$/m, 'Max_Retries = 1')
    const forced = { ...files, 'base.conf': base }
    assert.is((await apply(forced, 'a.conf')).refusals[0]?.code, 'shadowed')
    assert.is(await after(files, apply(files, 'a.conf', { fixOrder: true })), wanted)
    const fixed = { ...OTHERS, 'base.conf': wanted }
    assert.is(await after(fixed, apply(fixed, 'a.conf', { fixOrder: true })), wanted)
  })
}

test('fix-order moves what is not lost yet, too', async () => {
  const files = { ...OTHERS, 'base.conf': `${A}\nMax_Retries = 1\n` }
  assert.equal(await notes(apply(files, 'a.conf')), [
    'base.conf:1 takes a.conf in already, and nothing behind that line sets what it sets',
  ])
  const fixed = await apply(files, 'a.conf', { fixOrder: true })
  assert.equal(
    fixed.placements.map(({ action, line, reason, before, after }) => [
      action,
      line,
      reason,
      before ?? after,
    ]),
    [
      ['delete', 1, 'moved to the end', A],
      ['insert', 2, 'an overlay is the last line, so that it wins over everything before it', A],
    ],
  )
})

test('fix-order cannot move what another file takes in', async () => {
  const files = {
    ...OTHERS,
    'base.conf': `include "web.conf"\n${STUB}`,
    'web.conf': 'readonly_include "a.conf"\n',
  }
  const answer = [
    'shadowed',
    'web.conf:1 takes a.conf in, but base.conf:3 is read later and sets Logs file_mode again',
    'Take Logs file_mode out of base.conf:3.',
  ]
  assert.equal(await refusal(apply(files, 'a.conf')), answer)
  assert.equal(await refusal(apply(files, 'a.conf', { fixOrder: true })), answer)
})

test('one of them named twice', async () => {
  const files = { ...OTHERS, 'base.conf': '', 'd/a.conf': '' }
  assert.equal(await refusal(apply(files, 'a.conf ./a.conf')), [
    'invalid',
    'Overlay a.conf is named twice',
    'Name each of them once; the later one wins.',
  ])
  assert.equal(await refusal(apply(files, 'd d/a.conf')), [
    'invalid',
    'd/a.conf is in two of the overlays: d/ and d/a.conf',
    'Name each of them once; the later one wins.',
  ])
})

test('the local changes file wins, the first time and again', async () => {
  const base = 'Local_Changes_File = "local"\n'
  const files = { ...OTHERS, 'base.conf': base, local: '\nMax_Retries = 1\n' }
  const said = 'Max_Retries stays as local:2 sets it, which is read later and wins'
  assert.equal((await apply(files, 'x.conf')).notes, [said])
  const again = apply({ ...files, 'base.conf': `${base}${X}\n` }, 'x.conf')
  assert.equal(await notes(again), ['base.conf:2 takes x.conf in already, as the last line', said])
})

test('remove: one is there, one is not', async () => {
  const files = { ...OTHERS, 'base.conf': `${STUB}${A}\n` }
  const changeSet = await remove(files, 'a.conf b.conf')
  assert.equal(changeSet.notes, ['base.conf does not take b.conf in'])
  assert.is(await after(files, remove(files, 'a.conf b.conf')), STUB)
})

test('status: which of them wins', async () => {
  const files = { '/c/base.conf': `${STUB}${A}\n${B}\n`, '/c/a.conf': '', '/c/b.conf': '' }
  for (const name of ['a.conf', 'b.conf'] as const) files[`/c/${name}`] = OTHERS[name]
  const statusOf = (...overlays: string[]) => {
    const environment = new MemoryEnvironment(files, { workingDirectory: '/c' })
    return overlayStatus('base.conf', overlays, { environment })
  }
  const right = await statusOf('a.conf', 'b.conf')
  assert.is(right.state, 'in effect')
  assert.equal(
    right.effects.map(({ before, own, after, inEffect }) => [
      before?.value.text,
      own.map(({ overlay, definition }) => [overlay.target.name, definition.value.text]),
      after?.value.text,
      inEffect,
    ]),
    [
      [
        '0640',
        [
          ['a.conf', '0600'],
          ['b.conf', '0660'],
        ],
        '0660',
        true,
      ],
    ],
  )
  const wrong = await statusOf('b.conf', 'a.conf')
  assert.is(wrong.state, 'shadowed')
  assert.equal(
    wrong.overlays.map(({ state, isLast }) => [state, isLast]),
    [
      ['in effect', true],
      ['shadowed', false],
    ],
  )
  assert.is(
    wrong.disorder,
    'base.conf takes the overlays in another order: a.conf, b.conf; b.conf:1 wins over a.conf:1 for Logs file_mode',
  )
})

test.run()
