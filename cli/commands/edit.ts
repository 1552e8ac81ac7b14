import { command } from '../arguments/command.js'
import { EditedFiles } from '../edit/edited.js'
import { EDIT_FLAGS, type EditFlags } from '../edit/flags.js'
import { editFiles } from '../edit/session.js'
import { Failure } from '../failure.js'

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
    const edited = await EditedFiles.find(flags, name)
    await editFiles({ edited, flags, words: name === undefined ? [] : [name] })
  },
})

/** @throws Failure */
function refuseNonsense(flags: EditFlags & { readonly words: readonly string[] }): void {
  if (flags.words.length > 1) throw new Failure('One file at a time: ecconf edit FILE')
  if (flags.words[0] === '-') throw new Failure('Standard input is no file that can be edited')
  if (flags.continue && flags.afresh) throw new Failure('Either --continue or --afresh')
}
