import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { knowsLinks, wantsColour } from '../../../cli/terminal/abilities.js'

const test = suite('what a terminal is asked for')

test('colour: on a terminal by default, else where a variable forces it', () => {
  assert.is(wantsColour(undefined, true, {}), true)
  assert.is(wantsColour(undefined, false, {}), false)
  assert.is(wantsColour(undefined, true, { TERM: 'dumb' }), false)
  assert.is(wantsColour(undefined, true, { CLICOLOR: '0' }), false)
  assert.is(wantsColour(undefined, true, { CLICOLOR: '1' }), true)
  assert.is(wantsColour(undefined, false, { CLICOLOR: '1' }), false)
  for (const name of ['FORCE_COLOR', 'CLICOLOR_FORCE']) {
    assert.is(wantsColour(undefined, false, { [name]: '1' }), true, name)
    assert.is(wantsColour(undefined, true, { [name]: '1', TERM: 'dumb' }), true, name)
    assert.is(wantsColour(undefined, false, { [name]: '' }), false, name)
    assert.is(wantsColour(undefined, false, { [name]: '0' }), false, name)
  }
  assert.is(wantsColour(undefined, true, { FORCE_COLOR: '0' }), false)
  assert.is(wantsColour(undefined, true, { CLICOLOR_FORCE: '0' }), true)
})

test('colour: refused with --no-color and NO_COLOR, whatever forces it', () => {
  const forced = { FORCE_COLOR: '1', CLICOLOR_FORCE: '1' }
  assert.is(wantsColour(false, true, forced), false)
  assert.is(wantsColour(undefined, true, { ...forced, NO_COLOR: '1' }), false)
  assert.is(wantsColour(undefined, true, { ...forced, NO_COLOR: '' }), true)
})

test('links: only for terminals that are known to take them, never in CI and in multiplexers', () => {
  assert.is(knowsLinks({ TERM: 'xterm-256color' }), false)
  assert.is(knowsLinks({ TERM: 'xterm-256color', VTE_VERSION: '7600' }), true)
  assert.is(knowsLinks({ TERM: 'xterm-256color', VTE_VERSION: '4602' }), false)
  assert.is(knowsLinks({ TERM: 'xterm-kitty' }), true)
  assert.is(knowsLinks({ TERM_PROGRAM: 'vscode' }), true)
  assert.is(knowsLinks({ TERM_PROGRAM: 'vscode', CI: 'true' }), false)
  assert.is(knowsLinks({ TERM: 'tmux-256color', TERM_PROGRAM: 'WezTerm' }), false)
  assert.is(knowsLinks({ TERM: 'screen', VTE_VERSION: '7600' }), false)
  assert.is(knowsLinks({ FORCE_HYPERLINK: '1' }), true)
  assert.is(knowsLinks({ FORCE_HYPERLINK: '0', TERM: 'xterm-kitty' }), false)
})

test.run()
