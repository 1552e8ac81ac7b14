import { Failure } from '../../src/project/failure.js'
import { visible } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { note, print } from '../terminal/terminal.js'
import { DIGEST_USER, USER } from '../users/flags.js'
import { makeUser } from '../users/make-user.js'

/** `ec_md5passwd` (runtime spec 6): a user of a digest file, with the product's own words. */
export const md5passwd = command({
  name: 'ec_md5passwd',
  describe: 'Make a user of a digest file, or give one another password',
  positionals: USER,
  flags: DIGEST_USER,
  run: async ({ words, file, realm }) => {
    const [user, ...more] = words
    if (more.length > 0) {
      throw new Failure(
        'A password on the command line can be seen by everybody: leave it out, and it is asked for, or read from standard input',
      )
    }
    const { line, written } = await makeUser({ kind: 'digest', user, realm, file })
    print('Password updated.\n')
    if (line !== undefined) print(`Place or replace this line in your password file:\n${line}`)
    for (const said of written?.notes ?? []) note(`${visible(said)}\n`)
  },
})
