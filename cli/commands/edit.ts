import { EditedFiles } from '../../src/project/edit/edited-files.js'
import { Failure } from '../../src/project/failure.js'
import { command } from '../arguments/command.js'
import { loadAnnounced } from '../configuration.js'
import { EDIT_FLAGS, type EditFlags } from '../edit/flags.js'
import { editFiles } from '../edit/session.js'
import { HOST } from '../host.js'

/** `edit`: a file in the editor, then what that comes to, and only then the file itself. */
export const editCommand = command({
  name: 'edit',
  describe: 'Edit a file in your editor, and see what that comes to before it counts',
  positionals: [
    {
      name: 'file',
      describe: 'A file of the configuration; the main file by default',
      count: 'many',
      completes: 'files',
    },
  ],
  flags: EDIT_FLAGS,
  run: async (flags) => {
    refuseNonsense(flags)
    const [name] = flags.words
    const edited = name === undefined ? await mainFile(flags) : EditedFiles.named(flags, name, HOST)
    await editFiles({ edited, flags, words: name === undefined ? [] : [name] })
  },
})

/** The main file of the configuration that the flags mean. @throws Failure when there is none */
async function mainFile(flags: EditFlags): Promise<EditedFiles> {
  const { main } = await loadAnnounced(flags)
  return EditedFiles.of(flags, main, [main], HOST)
}

/** @throws Failure */
function refuseNonsense(flags: EditFlags & { readonly words: readonly string[] }): void {
  if (flags.words.length > 1) throw new Failure('One file at a time: ecconf edit FILE')
  if (flags.words[0] === '-') throw new Failure('Standard input is no file that can be edited')
  if (flags.continue && flags.afresh) throw new Failure('Either --continue or --afresh')
}
