import { Failure } from '../../src/project/failure.js'
import { visible } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { note, print } from '../terminal/terminal.js'
import { DIGEST_USER, USER } from '../users/flags.js'
import { makeUser } from '../users/make-user.js'

/** `passwd`: a user of a digest file (`digest://`) or of a plain one (`file://`). */
export const passwdCommand = command({
  name: 'passwd',
  describe: 'Make a user of the console, or give one another password',
  positionals: USER,
  flags: {
    ...DIGEST_USER,
    plain: {
      type: 'boolean',
      default: false,
      describe: 'A file of user:password (file://), and not of user:realm:hash (digest://)',
    },
  },
  run: async ({ words, file, realm, plain }) => {
    const [user, ...more] = words
    if (more.length > 0) {
      throw new Failure(
        'One user at a time, and no password on the command line, where everybody can see it',
      )
    }
    if (plain && file === undefined) throw new Failure('--plain needs the file: --plain -f FILE')
    if (plain && realm !== undefined) throw new Failure('--realm: a plain file has no realms')
    const made = await makeUser({ kind: plain ? 'plain' : 'digest', user, realm, file })
    if (made.written === undefined) return print(made.line ?? '')
    const { replaced, isNew, notes } = made.written
    const what = replaced === 0 ? 'Added' : 'Changed'
    const where = `${visible(file ?? '')}${isNew ? ', a new file' : ''}`
    const inRealm = plain ? '' : ` in the realm "${made.realm}"`
    note(`${what} ${made.user}${inRealm}: ${where}\n`)
    for (const said of notes) note(`${visible(said)}\n`)
  },
})
