import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { load } from '../../src/config/index.js'
import {
  ConsoleError,
  type Expected,
  resolveWords,
  wordsFromArguments,
} from '../../src/console/index.js'
import { MemoryEnvironment } from '../tools/memory-environment.js'

const test = suite('what may have been meant by a word that names nothing')

const configuration = await load('/e.conf', {
  environment: new MemoryEnvironment({ '/e.conf': 'Own_Option = 1\nDomain "x" {}\n' }),
})

function hint(line: string, expected: Expected): string | undefined {
  try {
    resolveWords(configuration, wordsFromArguments(line.split(' ')), expected)
  } catch (error) {
    if (error instanceof ConsoleError) return error.hint
    throw error
  }
  throw new Error(`${line} means something`)
}

test('the option or the scope that is closest there', () => {
  assert.is(hint('max_retris', 'option'), 'Did you mean "Max_Retries"?')
  assert.is(hint('max_retris 3', 'value'), 'Did you mean "Max_Retries"?')
  assert.is(hint('max_retris', 'either'), 'Did you mean "Max_Retries"?')
  assert.is(hint('own_optoin', 'option'), 'Did you mean "Own_Option"?')
  assert.is(hint('domian x gateway', 'option'), 'Did you mean "Domain"?')
  assert.is(hint('domian', 'either'), 'Did you mean "Domain"?')
  assert.is(hint('domain x gatway y', 'value'), 'Did you mean "Gateway"?')
  assert.is(hint('esmtp_listner listen :25 enable true', 'value'), 'Did you mean "Esmtp_Listener"?')
})

test('nothing where nothing is close, and no option where a scope is wanted', () => {
  assert.is(hint('foo', 'either'), undefined)
  assert.is(hint('max_retris', 'scope'), undefined)
  assert.is(hint('domain x', 'option'), undefined)
})

test('a name and its value in one word, and no secret', () => {
  assert.is(hint('max_retries=5', 'value'), 'A name and its value are two words: Max_Retries 5')
  assert.is(hint('max_retris=5', 'value'), 'A name and its value are two words: Max_Retries 5')
  assert.is(hint('max_retries=', 'value'), 'A name and its value are two words: Max_Retries VALUE')
  assert.is(
    hint('outbound_smtp_auth_pass=geheim', 'value'),
    'A name and its value are two words: Outbound_SMTP_AUTH_Pass VALUE',
  )
})

test.run()
