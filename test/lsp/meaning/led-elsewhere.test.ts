import { chmodSync, chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { load } from '../../../src/config/index.js'
import { winningActions } from '../../../src/lsp/meaning/actions/winning-actions.js'
import { RenameRefused, rename } from '../../../src/lsp/meaning/names/rename.js'
import type { FileSnapshot } from '../../../src/lsp/workspace/snapshot.js'
import { nodeEnvironment } from '../../../src/node/index.js'
import { scratch } from '../../tools/scratch.js'
import { folderOf, SECOND_USER } from '../../tools/second-user.js'
import { asking } from './asking.js'

const test = suite('edits of files to which somebody else has led')

/** A configuration of another user that includes a file of root's, with its main file open. */
async function opened() {
  const [theirs, ofRoot] = [folderOf(SECOND_USER), scratch()]
  chmodSync(ofRoot, 0o755)
  const [main, included] = [join(theirs, 'main.conf'), join(ofRoot, 'x.conf')]
  const text = `Binding "a" { Max_Retries = 3 }\ninclude "${included}"\n`
  writeFileSync(main, text)
  writeFileSync(included, 'Binding "a" { Max_Retries = 4 }\n', { mode: 0o644 })
  chownSync(main, SECOND_USER.uid, SECOND_USER.gid)
  const { asked, targets } = await asking({ '/main.conf': '' })
  const configuration = await load(main, { environment: nodeEnvironment(), role: 'node' })
  const target = { ...targets[0], configuration } as FileSnapshot['within'][number]['target']
  const { document } = configuration.main
  const within = [{ target, file: configuration.main }]
  const file: FileSnapshot = { uri: `file://${main}`, path: main, version: 1, document, within }
  return { file, asked, text, main, included }
}

const why = (main: string, included: string) =>
  `${included} is included by ${main}, and user ${SECOND_USER.uid}, who can change that, could not write it: open that file itself.`

if (process.getuid?.() !== 0) console.log('skipped: only root can give files to somebody else')
const asRoot = process.getuid?.() === 0 ? test : test.skip

asRoot('a new name and a value go to no file of root that its owner could not write', async () => {
  const { file, asked, text, main, included } = await opened()
  let message = ''
  try {
    rename(file, text.indexOf('a" {'), 'b')
  } catch (error) {
    if (!(error instanceof RenameRefused)) throw error
    message = error.message
  }
  assert.is(message, why(main, included))
  const actions = await winningActions(file, text.indexOf('Max_Retries'), asked)
  assert.equal(
    actions.map(({ edit, disabled }) => [edit, disabled?.reason]),
    [[undefined, why(main, included)]],
  )
  // Whoever could write it may lead there.
  chownSync(included, SECOND_USER.uid, SECOND_USER.gid)
  assert.equal(
    rename(file, text.indexOf('a" {'), 'b').map(({ file: { path } }) => path),
    [main, included],
  )
})

test.run()
