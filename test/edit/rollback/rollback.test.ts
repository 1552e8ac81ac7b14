import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { PastChange } from '../../../src/edit/index.js'
import { countSteps } from '../../tools/steps.js'
import { bytes, hashOf, past, takeBack } from './past.js'

const test = suite('taking a change back')

const BEFORE = 'Max_Retries = 5\n\nDomain "x" {\n  Gateway = "a"\n}\n'
const AFTER = 'Max_Retries = 6\n\nDomain "x" {\n  Gateway = "a"\n}\n'

test('a file that is as the change left it gets its first bytes', () => {
  const change = past(4, { 'a.conf': [BEFORE, AFTER], 'b.conf': ['\ufeffx\r\n', '\ufeffy\r\n'] })
  const { changeSet, after } = takeBack(change, { 'a.conf': AFTER, 'b.conf': '\ufeffy\r\n' })
  assert.equal(after, { 'a.conf': BEFORE, 'b.conf': '\ufeffx\r\n' })
  assert.equal(changeSet.base, [
    { name: 'a.conf', path: '/conf/a.conf', hash: hashOf(bytes(AFTER)) },
    { name: 'b.conf', path: '/conf/b.conf', hash: hashOf(bytes('\ufeffy\r\n')) },
  ])
  assert.equal(changeSet.edits[0]?.inverse, change.files[0]?.edits)
  assert.equal(changeSet.notes, [])
})

test('a file that was made is taken away, and made again', () => {
  const made = past(4, { 'a.conf': [undefined, AFTER] })
  const gone = takeBack(made, { 'a.conf': AFTER })
  assert.equal(gone.after, { 'a.conf': undefined })
  assert.equal(gone.changeSet.edits, [
    {
      name: 'a.conf',
      path: '/conf/a.conf',
      create: false,
      remove: true,
      edits: [{ start: 0, end: AFTER.length, text: '' }],
      inverse: [{ start: 0, end: 0, text: AFTER }],
    },
  ])

  const removed = past(5, { 'a.conf': [AFTER, undefined] })
  const back = takeBack(removed, { 'a.conf': undefined })
  assert.equal(back.after, { 'a.conf': AFTER })
  assert.equal(back.changeSet.base, [])
  assert.is(back.changeSet.edits[0]?.create, true)
})

test('what others have changed since stays', () => {
  const change = past(4, { 'a.conf': [BEFORE, AFTER] })
  const now = '# by hand\nMax_Retries = 6\n\nDomain "x" {\n  Gateway = "b"\n  Max_Retries = 2\n}\n'
  const { after, changeSet } = takeBack(change, { 'a.conf': now })
  assert.equal(after, { 'a.conf': now.replace('Max_Retries = 6', 'Max_Retries = 5') })
  assert.equal(changeSet.edits[0]?.inverse, [{ start: 24, end: 25, text: '6' }])
})

test('there is nothing to do where somebody has done it already', () => {
  const change = past(4, { 'a.conf': [BEFORE, AFTER], 'b.conf': [undefined, 'x = 1\n'] })
  const { changeSet } = takeBack(change, { 'a.conf': BEFORE, 'b.conf': undefined })
  assert.equal(changeSet.edits, [])
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.notes, [
    'a.conf: holds already what it held before change 4',
    'b.conf: is gone already',
  ])
  const since = takeBack(past(4, { 'a.conf': [BEFORE, AFTER] }), { 'a.conf': `${BEFORE}# more\n` })
  assert.equal(since.changeSet.edits, [])
  assert.equal(since.changeSet.notes, ['a.conf: nothing is left of what change 4 did'])
})

test('a later change of the same is in the way, and nothing is edited in any file', () => {
  const change = past(4, { 'a.conf': [BEFORE, AFTER], 'b.conf': ['x = 1\n', 'x = 2\n'] })
  const seven = AFTER.replace('Max_Retries = 6', 'Max_Retries = 7')
  const eight = seven.replace('"a"', '"b"')
  const later = [
    past(6, { 'a.conf': [seven, eight] }),
    past(5, { 'a.conf': [AFTER, seven] }),
    past(3, { 'a.conf': ['old', BEFORE] }),
  ]
  const { changeSet } = takeBack(change, { 'a.conf': eight, 'b.conf': 'x = 2\n' }, later)
  assert.equal(changeSet.edits, [])
  assert.equal(changeSet.refusals, [
    {
      code: 'conflict',
      summary:
        'a.conf:1: Max_Retries was changed by change 5 since, so change 4 cannot be taken back',
      detail: 'Take change 5 back first: ecconf rollback 5',
    },
  ])
})

test('what was changed by hand is in the way too', () => {
  const change = past(4, { 'a.conf': [BEFORE, AFTER] })
  const hand = AFTER.replace('Max_Retries = 6', 'Max_Retries = 9')
  const refusal = {
    code: 'conflict',
    summary: 'a.conf:1: Max_Retries was changed by hand since, so change 4 cannot be taken back',
    detail: 'Change it by hand to what it should be.',
  }
  assert.equal(takeBack(change, { 'a.conf': hand }).changeSet.refusals, [refusal])
  // Between two changes of the history that have nothing to do with it.
  const later = [past(5, { 'a.conf': [hand, `${hand}# more\n`] })]
  const { changeSet } = takeBack(change, { 'a.conf': `${hand}# more\n` }, later)
  assert.equal(changeSet.refusals, [refusal])
})

test('each conflict is named, with its scope', () => {
  const before = 'Domain "x" {\n  Gateway = "a"\n  Max_Retries = 1\n}\n'
  const after = 'Domain "x" {\n  Gateway = "b"\n  Max_Retries = 2\n}\n'
  const now = 'Domain "x" {\n  Gateway = "c"\n  Max_Retries = 3\n}\n'
  const { changeSet } = takeBack(past(1, { 'a.conf': [before, after] }), { 'a.conf': now })
  assert.equal(
    changeSet.refusals.map(({ summary }) => summary),
    [
      'a.conf:2: Gateway in Domain "x" was changed by hand since, so change 1 cannot be taken back',
      'a.conf:3: Max_Retries in Domain "x" was changed by hand since, so change 1 cannot be taken back',
    ],
  )
})

test('a new scope that others have filled since is not taken away', () => {
  const after = `${BEFORE}Domain "y" {\n  Gateway = "c"\n}\n`
  const filled = after.replace('"c"\n', '"c"\n  Max_Retries = 2\n')
  const { changeSet } = takeBack(past(1, { 'a.conf': [BEFORE, after] }), { 'a.conf': filled }, [
    past(2, { 'a.conf': [after, filled] }),
  ])
  assert.equal(
    changeSet.refusals.map(({ summary }) => summary),
    ['a.conf:6: Domain "y" was changed by change 2 since, so change 1 cannot be taken back'],
  )
})

test('a file that is gone, and one that is there again', () => {
  const change = past(4, { 'a.conf': [BEFORE, AFTER] })
  const byHand = takeBack(change, { 'a.conf': undefined }).changeSet
  assert.equal(byHand.refusals, [
    {
      code: 'conflict',
      summary: 'a.conf: was removed by hand since, so change 4 cannot be taken back',
      detail: 'Put the file back first.',
    },
  ])
  const removal = past(5, { 'a.conf': [AFTER, undefined] })
  const byChange = takeBack(change, { 'a.conf': undefined }, [removal]).changeSet
  assert.equal(byChange.refusals, [
    {
      code: 'conflict',
      summary: 'a.conf: was removed by change 5 since, so change 4 cannot be taken back',
      detail: 'Take change 5 back first: ecconf rollback 5',
    },
  ])
  const again = takeBack(removal, { 'a.conf': 'other\n' }).changeSet
  assert.equal(again.refusals, [
    {
      code: 'conflict',
      summary: 'a.conf: was made again by hand since, so change 5 cannot be taken back',
      detail: 'Move the file out of the way first.',
    },
  ])
})

test('of a file that was made, only what came since stays', () => {
  const change = past(4, { 'a.conf': [undefined, 'x = 1\ny = 2\n'] })
  const more = takeBack(change, { 'a.conf': 'x = 1\nz = 3\ny = 2\n' })
  assert.equal(more.after, { 'a.conf': 'z = 3\n' })
  assert.equal(more.changeSet.notes, [
    'a.conf: stays, for the sake of what has come into it since change 4',
  ])
  const blanks = takeBack(change, { 'a.conf': 'x = 1\n\n\ny = 2\n' })
  assert.equal(blanks.after, { 'a.conf': undefined })
})

test('with errors of syntax, lines count', () => {
  const broken = 'Max_Retries = 5\nDomain "x" {\nGateway = \n\n# tail\n'
  const change = past(4, { 'a.conf': ['Max_Retries = 5\nx = 1\nGateway = 1\n\n# tail\n', broken] })
  const { after } = takeBack(change, { 'a.conf': `${broken}# more\n` })
  assert.equal(after, { 'a.conf': 'Max_Retries = 5\nx = 1\nGateway = 1\n\n# tail\n# more\n' })
  const beside = takeBack(change, { 'a.conf': broken.replace('Gateway = \n', 'Gateway = "\n') })
  assert.equal(beside.changeSet.refusals, [
    {
      code: 'conflict',
      summary: 'a.conf:3: lines of change 4 were changed by hand since, so it cannot be taken back',
      detail: 'Change it by hand to what it should be.',
    },
  ])
})

test('blanks and spelling go back by lines', () => {
  const before = 'x=1\n\ny=2\n\nz = 1\n'
  const change = past(4, { 'a.conf': [before, 'x = 1\n\ny = 2\n\nz = 1\n'] })
  const { after } = takeBack(change, { 'a.conf': 'x = 1\n\ny = 2\n\nz = 3\n' })
  assert.equal(after, { 'a.conf': 'x=1\n\ny=2\n\nz = 3\n' })
  const { changeSet } = takeBack(change, { 'a.conf': 'x = 1\n\ny = 7\n\nz = 1\n' })
  assert.equal(
    changeSet.refusals.map(({ summary }) => summary),
    ['a.conf:3: lines of change 4 were changed by hand since, so it cannot be taken back'],
  )
})

/** An array over several lines, and an option beside it. */
const networks = (x: number, ...lines: string[]) =>
  `Relay_Hosts = (\n${lines.map((each) => `  ${each}\n`).join('')})\nx = ${x}\n`

test('an empty stanza that was added stays where the order of expressions counts on it by now', () => {
  const one = 'Domain "/d/" {\n}\n'
  const change = past(4, { 'a.conf': [`# one\n${one}`, `${one}# one\n${one}`] })
  const now = `${one}# one\nDomain "/a/" {\n}\n${one}`
  const { after, changeSet } = takeBack(change, { 'a.conf': now })
  assert.equal(after, { 'a.conf': now })
  assert.is(changeSet.refusals.length, 1)
  // Nothing stands between the two here: to take the first one away moves nothing.
  const free = takeBack(change, { 'a.conf': `${one}# one\n${one}Domain "/a/" {\n}\n` })
  assert.equal(free.after, { 'a.conf': `# one\n${one}Domain "/a/" {\n}\n` })
})

test('a comment beside an element that was changed since takes nothing of the element back', () => {
  const [before, after] = [networks(1, '"10.0.0.0/8"'), networks(1, '# offices', '"10.0.0.0/8"')]
  for (const [change, now] of [
    [past(1, { 'a.conf': [before, after] }), networks(1, '# offices', '"192.168.0.0/16"')],
    [past(1, { 'a.conf': [after, before] }), networks(1, '"192.168.0.0/16"')],
  ] as const) {
    const { changeSet } = takeBack(change, { 'a.conf': now })
    assert.equal(
      changeSet.refusals.map(({ summary }) => summary.replace(/:\d/, '')),
      ['a.conf: lines of change 1 were changed by hand since, so it cannot be taken back'],
    )
    assert.equal(changeSet.edits, [])
  }
})

test('a comment that cannot go back with the rest stays, and it is said', () => {
  const before = networks(1, '"10.0.0.0/8"')
  const after = networks(2, '# offices', '"10.0.0.0/8"')
  const now = networks(2, '# offices', '"192.168.0.0/16"')
  const back = takeBack(past(1, { 'a.conf': [before, after] }), { 'a.conf': now })
  assert.equal(back.after, { 'a.conf': networks(1, '# offices', '"192.168.0.0/16"') })
  assert.equal(back.changeSet.notes, [
    'a.conf: comments inside of Relay_Hosts stay: the value was changed since',
  ])
})

test('what is in the way is looked for in proportion to the text', async () => {
  const text = (count: number, value: number) =>
    Array.from({ length: count }, (_, at) => `Opt_${at} = ${value}\n`).join('')
  const steps = (count: number) => {
    const changes = [1, 2, 3].map((number) =>
      past(number, { 'a.conf': [text(count, number), text(count, number + 1)] }),
    )
    const [first, second] = changes
    assert.ok(first !== undefined && second !== undefined)
    const take = () => takeBack(first, { 'a.conf': text(count, 9) }, changes)
    assert.is(take().changeSet.refusals.length, count)
    return countSteps(take)
  }
  await steps(100)
  const [few, many] = [await steps(100), await steps(400)]
  assert.ok(many < 5 * few, `${many} steps for four times as much, instead of ${few}`)
})

test('each state of a file is unpacked once, whatever number of things is in the way', () => {
  const text = (value: number) => `A = ${value}\nB = ${value}\nC = ${value}\n`
  let unpacked = 0
  const counted = (change: PastChange): PastChange => ({
    ...change,
    files: change.files.map((file) => ({
      ...file,
      before: () => {
        unpacked++
        return file.before()
      },
    })),
  })
  const later = [2, 3].map((number) =>
    counted(past(number, { 'a.conf': [text(number), text(number + 1)] })),
  )
  const change = past(1, { 'a.conf': [text(1), text(2)] })
  const { changeSet } = takeBack(change, { 'a.conf': text(9) }, later)
  assert.is(changeSet.refusals.length, 3)
  assert.match(changeSet.refusals[2]?.summary ?? '', /C was changed by change 2 since/)
  assert.is(unpacked, 1)
})

test.run()
