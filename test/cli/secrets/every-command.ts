import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '../../../cli/arguments/command.js'
import { loadCommands } from '../../../cli/commands.js'
import { productProgram, productProgramNames } from '../../../cli/product-programs.js'
import { ecconfInTurn } from '../../tools/in-turn.js'
import type { Run } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

/** Stands for each secret. Nothing else holds it, nor six characters of it. */
export const WORD = 'Zq7Wombat9Kx'
export const OTHER = 'Yv3Quokka8Jt'

/** Files with a secret in odd places that can be read. */
export const SOUND = `
smpp_smsc_password = "${WORD}"
Outbound_SMTP_Auth_Pass = ( "${WORD}" "x ${WORD} y" )
DBPassword = ${WORD}
my_api_key = "${WORD}"
auth_token = "${WORD}"
LicenseKey = "${WORD}"
PasswordHash = "${WORD}"
sessionKey = "${WORD}" # was ${WORD}
SMPP_SMSC_Passwrd = "${WORD}"
Tokens = ( "${WORD}" )
Program_Arguments = ( "--password" "${WORD}" )
Program_Pairs = [ name = "password" value = "${WORD}" ]
Api_Token "${WORD}" { a = 1 }
Secret { value = ${WORD} }
Parameter "password" { content = "${WORD}" # was ${WORD}
}
Parameter { name = api_key Value = "${WORD}" }
Parameter { text = ( "a" "${WORD}" ) id = "token" }
Gateway = "http://user:${WORD}@relay.example.com/"
Routes = ( "https://${WORD}@host/x" "http://h/?a=1&token=${WORD}&b=2" "http://h/?access_token=${WORD}" )
# Password = ${WORD}
# was: uri = "pgsql:host=a;password=${WORD}" # and "http://u:${WORD}@h"
/* password: ${WORD}
 * api_key = ${WORD} */
Datasource "one" {
  uri = ( "pgsql:host=db;user=u;password=${WORD};port=1" "odbc:DSN=d;PWD={${WORD};x}" )
}
Datasource "two" {
  uri = "pgsql:host=db user=u password=S;${WORD} dbname=x"
}
Datasource "pgsql:host=a;password=${WORD}" {
  uri = "pgsql:password='a ${WORD}' user=u"
}
Control_Listener {
  AuthLoginParameters = [ uri = "ldap://x" password = "${WORD}" "api key" = "${WORD}" ]
  AuthorizationParameters = [ uri = "ldap://h/dc=x????x-bindpw=${WORD},bindname=b" ]
}
Domain "example.com" {
  http_basic_auth = "user:${WORD}"
  http_uri = "http://u:a/${WORD}@h/?pass=${WORD}"
}
Fetch = ( "curl" "-uuser:${WORD}" "curl -uuser:${WORD} http://h" )
Split = ( "password=" "${WORD}" )
Split_On_Lines = (
  "api_key="
  "${WORD}"
)
Tagged = "<password type=\\"clear\\">${WORD}</password>"
# password\u00a0= ${WORD}, password\u200b=${WORD}
Posted = "{\\"url\\":\\"http:\\\\/\\\\/user:${WORD}@h\\"}"
sieve "s" { Program = "curl --token ${WORD} -H \\"Authorization: Bearer ${WORD}\\" <password>${WORD}</password>" }
`

/** Lines that are broken, each of them a file of its own behind a sound one. */
export const BROKEN = [
  `Datasource "three" {\n  uri = ( pgsql:host=db;password=${WORD};user=u )\n}`,
  `uri = pgsql:host=db;password=${WORD};user=u`,
  `SMPP_SMSC_Password = # ${WORD}\n`,
  `SMPP_SMSC_Password = /* ${WORD} */ "a"\nSMPP_SMSC_Password = "a" # was ${WORD}\n`,
  `SMPP_SMSC_Password = <<<<<<< ours\n"${WORD}"\n=======\n"${WORD}"\n>>>>>>> theirs\n`,
  `Datasource "x" { uri = ( "pgsql:host=db;password=a"${WORD}"" ) }\n`,
  `smpp {\n  SMPP_SMSC_Password = [ ${WORD} ]\n}\n`,
  `SMPP_SMSC_Password { "${WORD}" }\n`,
  `Datasource "x" { uri = "pgsql:host=db;password=${WORD} }\n`,
  `include "http://user:${WORD}@host/x.conf"\ninclude https://${WORD}@host/y.conf`,
  `smpp_smsc_password = "my "${WORD}" pw"\nDBPassword "a" ${WORD} x`,
  `my_api_key: ${WORD}\nPassword = a=${WORD}\nPassword = a ${WORD} b`,
  `uri = 'pgsql:host=a;password=${WORD}'\nuri = “pgsql:password=${WORD}”`,
  `AuthLoginParameters = [ password = "${WORD}\n  realm = x ]\n`,
  `secret = ( "${WORD}"\n  "${WORD}" x\nTLS = no`,
  `} x;password=${WORD} { token ${WORD}\nauth_token = (${WORD} [${WORD}\n`,
]

/** What a command is run with, for a main file; each without its format. */
const ARGUMENTS: Readonly<Record<string, (main: string) => readonly (readonly string[])[]>> = {
  lint: (main) => [
    [main],
    [main, '--fix-dry-run', '--unsafe-fixes'],
    [`http://u:${WORD}@h/x?token=${WORD}`],
  ],
  explain: () => [['schema/wrong-type'], [`password=${WORD}`]],
  set: (main) => [
    ['smpp_smsc_password', `"my "${OTHER}" pw"`, '-c', main],
    ['smpp_smsc_password', OTHER, '-c', main],
    ['smpp_smsc_password', '=', `( "${OTHER}`, '-c', main],
    ['datasource', 'one', 'uri', `pgsql:password=${OTHER};user=x`, '-c', main],
    ['datasource', 'one', 'uri', `"pgsql:password=${OTHER}`, '-c', main],
    ['datasource', `http://u:${OTHER}@h`, 'cache_life', '1', '-c', main],
    ['max_retries', `password=${OTHER}`, '-c', main],
    ['no_such', 'my_api_key', OTHER, '-c', main],
    ['control_listener', 'AuthLoginParameters', '--add', `password=${OTHER}`, '-c', main],
    ['control_listener', 'AuthLoginParameters', '--remove', `password=${OTHER}`, '-c', main],
  ],
  unset: (main) => [
    ['smpp_smsc_password', '-c', main],
    ['datasource', 'one', '-c', main],
    ['datasource', `pgsql:password=${OTHER}`, '-c', main],
  ],
  plan: (main) => [
    ['lines', '-c', main],
    ['wrong-lines', '-c', main],
  ],
  apply: () => [['made.plan'], ['made.plan', '--again']],
  // What the language server says is asked for in test/lsp/secrets.test.ts.
  lsp: () => [['--help']],
  // None of these files names a bus.
  agent: (main) => [
    ['-c', main],
    ['-c', main, '--exec', `"${WORD}`],
  ],
  drift: (main) => [['-c', main, '--node-config', main]],
  edit: (main) => [[main]],
  history: (main) => [
    ['-c', main],
    ['1', '-c', main],
  ],
  rollback: (main) => [['1', '-c', main]],
  confirm: (main) => [['-c', main]],
  get: (main) => [
    ['smpp_smsc_password', '-c', main],
    ['my_api_key', '-c', main],
    ['datasource', 'two', 'uri', '-c', main],
    ['datasource', 'three', 'uri', '-c', main],
    ['smpp_smsc_password', OTHER, '-c', main],
  ],
  eval: (main) => [
    ['domain', 'example.com', 'smpp_smsc_password', '-c', main],
    ['auth_token', '-c', main],
    ['control_listener', 'AuthLoginParameters', '-c', main],
  ],
  why: (main) => [
    ['smpp_smsc_password', '-c', main],
    ['datasource', 'one', 'uri', '-c', main],
    ['domain', 'example.com', 'http_uri', '-c', main],
  ],
  show: (main) => [
    ['-c', main],
    ['control_listener', '-c', main],
  ],
  showrecurse: (main) => [['-c', main]],
  locate: (main) => [
    ['datasource', '-c', main],
    ['datasource', `password=${OTHER}(`, '-c', main],
  ],
  files: (main) => [['-c', main]],
  diff: (main) => [
    [main, 'changed.conf'],
    ['changed.conf', main, '--text'],
    [main, 'changed.conf', '--as-commands'],
    ['empty.conf', main, '--as-commands'],
    [main, 'empty.conf', '--as-commands'],
    ['empty.conf', main],
  ],
  page: (main) => [
    [main, '-o', '-'],
    [main, 'changed.conf', '-o', '-'],
    ['empty.conf', main, '-o', '-'],
    ['--plan', 'made.plan', '-o', '-'],
  ],
  // What is served is what `page` writes; this one is not there.
  serve: () => [[`password=${WORD}`]],
  merge: (main) => [
    ['--check', 'empty.conf', main, 'changed.conf'],
    ['--check', main, main, 'changed.conf'],
    ['--check', main, 'changed.conf', 'empty.conf'],
    ['--check', 'changed.conf', 'empty.conf', main],
  ],
  fmt: (main) => [
    ['--check', main],
    ['--diff', main],
  ],
  dump: (main) => [['-c', main]],
  option: () => [['smpp_smsc_password'], [`password=${WORD}`]],
  'overlay apply': (main) => [
    ['empty.conf', main, '--dry-run'],
    [main, 'changed.conf', '--dry-run'],
    [main, 'changed.conf', '--inline', '--dry-run'],
  ],
  'overlay show': (main) => [[main, 'changed.conf']],
  'overlay check': (main) => [[main, 'changed.conf']],
  'overlay remove': (main) => [[main, 'changed.conf', '--dry-run']],
  passwd: () => [
    ['joe', OTHER],
    ['-f', 'lines', 'joe'],
    ['-f', `password=${OTHER}/x`, 'joe'],
  ],
  'audit verify': (main) => [[main], [`password=${OTHER}`]],
  completion: () => [['bash'], ['zsh'], ['fish']],
  ec_dump_config: (main) => [['-c', main]],
  validate_config: (main) => [['-c', main, '--verbose']],
  ec_md5passwd: () => [['joe', OTHER]],
  eccmgr: () => [['-d', '-c', `password=${WORD}`]],
  ec_console: () => [
    [`user:${WORD}@localhost:1`, 'version'],
    [`/password=${WORD}`, 'version'],
  ],
}

/** Any six characters of the words. */
const PIECES = [WORD, OTHER].flatMap((word) =>
  Array.from({ length: word.length - 5 }, (_, at) => word.slice(at, at + 6)),
)

/** The first line that shows a secret, or six characters of one. */
export function shows({ stdout, stderr }: Run): string | undefined {
  const lines = `${stdout}\n${stderr}`.split('\n')
  return lines.find((line) => PIECES.some((piece) => line.includes(piece)))
}

/** A folder with a configuration and what the commands need besides. */
export function secretFolder(main: string, text: string): string {
  const folder = scratch()
  const files = {
    [main]: text,
    'empty.conf': '\n',
    'changed.conf': SOUND.replaceAll(WORD, OTHER).replace('"one"', '"four"'),
    lines:
      `config set smpp_smsc_password "${OTHER}"\n` +
      `set datasource one uri "pgsql:password=${OTHER}"\n`,
    'wrong-lines':
      `config set smpp_smsc_password "a" ${OTHER}\nset nothing password=${OTHER}\n` +
      `set datasource one uri "pgsql:host=x;password=${OTHER}\n`,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

/** The commands that the program has, those that no help speaks of too. */
export async function everyCommand(): Promise<Command[]> {
  const programs = await Promise.all(productProgramNames.map(productProgram))
  return [...(await loadCommands()), ...programs.filter((each) => each !== undefined)]
}

/** All that is printed by a command in each of its formats, with the words it was run with. */
export function runsOf(
  { name, flags }: Command,
  main: string,
  folder: string,
): { readonly words: string; readonly run: Run }[] {
  const given = ARGUMENTS[name]
  if (given === undefined) throw new Error(`nobody has said what ${name} is to be run with`)
  const formats = flags.format?.choices?.map((format) => ['--format', format]) ?? [[]]
  const lines = formats.flatMap((format) =>
    given(main).map((args) => [...name.split(' '), ...args, ...format]),
  )
  const runs = ecconfInTurn(lines, { cwd: folder, env: { VISUAL: undefined, EDITOR: 'true' } })
  return runs.map((run, at) => ({ words: lines[at]?.join(' ') ?? '', run }))
}
