import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Message } from 'vscode-languageserver'
import { MESSAGE_ENCODER } from '../../../src/lsp/server/encoder.js'

const test = suite('messages as bytes')

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

test('a message that is written in pieces is what it would be in one', async () => {
  const results = [
    ...[null, 'text', {}, { data: 'text' }, [], [1], { resultId: '1', data: [] }],
    { resultId: '1', data: numbers(64) },
    { resultId: '1', data: numbers(100_001) },
    numbers(1000).map((at) => ({ name: `ä${at}`, children: [{ name: '"' }] })),
  ]
  for (const result of results) {
    const message = { jsonrpc: '2.0', id: 1, result } as Message
    const bytes = await MESSAGE_ENCODER.encode(message)
    assert.is(Buffer.from(bytes).toString(), JSON.stringify(message))
  }
})

test('others have their turn while a long answer is written', async () => {
  let turns = 0
  const turn = () => {
    turns++
    timer = setImmediate(turn)
  }
  let timer = setImmediate(turn)
  const result = { resultId: '1', data: numbers(2_000_000) }
  await MESSAGE_ENCODER.encode({ jsonrpc: '2.0', result } as Message)
  clearImmediate(timer)
  assert.ok(turns > 1, `${turns} turns`)
})

test.run()
