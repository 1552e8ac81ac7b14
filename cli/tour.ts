/**
 * `npm start`: a tour of the program on the files of a cluster manager, for somebody who sees it
 * for the first time. It runs the program as it is shipped, with the words that a person types.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const PROGRAM = 'dist/bin/ecconf.cjs'

const SYSROOT = 'corpus/cluster'
const MAIN = `${SYSROOT}/opt/msys/ecelerity/etc/conf/default/eccluster.conf`
const OVERLAY = `${SYSROOT}/opt/msys/etc/installer/eccmgr.d/ecdb.conf`

interface Stop {
  readonly text: string
  readonly words: readonly string[]
  /** The exit status that the words must give: 1 where the answer is "no". */
  readonly status: number
}

const STOPS: readonly Stop[] = [
  {
    text: 'Is the configuration right? Lint reads the main file and everything it includes.',
    words: ['lint', '--sysroot', SYSROOT, MAIN],
    status: 0,
  },
  {
    text: 'The last line of eccluster.conf takes in what the installer wrote. What does that change?',
    words: ['overlay', 'show', '--sysroot', SYSROOT, MAIN, OVERLAY],
    status: 0,
  },
  {
    text: 'Why does one option have the value it has? Secrets are masked, here and everywhere.',
    words: ['why', '--sysroot', SYSROOT, '-c', MAIN, 'datasource', 'ecdb', 'uri'],
    status: 0,
  },
  {
    text: 'Change a value by hand: first the place, the reason and the diff. This one only shows.',
    words: ['set', '--sysroot', SYSROOT, '-c', MAIN, 'logs', 'file_mode', '0600', '--dry-run'],
    status: 0,
  },
]

function main(): number {
  if (!existsSync(`${ROOT}${PROGRAM}`)) {
    console.error(`${PROGRAM} is missing. Build it first: npm run build`)
    return 1
  }
  console.log(
    'ecconf checks and edits the configuration files of Momentum (Ecelerity) mail servers.\n' +
      `This is a tour on the files of a cluster manager, which lie in ${SYSROOT}/.`,
  )
  for (const { text, words, status } of STOPS) {
    console.log(`\n${text}\n\n$ npx ecconf ${words.join(' ')}`)
    const run = spawnSync(process.execPath, [PROGRAM, ...words], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (run.status !== status) {
      console.error(`\nThe tour ends here: exit status ${run.status ?? run.signal}, not ${status}.`)
      return 1
    }
  }
  console.log('\nNothing was written. All commands: npx ecconf --help')
  return 0
}

process.exitCode = main()
