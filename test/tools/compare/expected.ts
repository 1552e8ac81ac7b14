import type { Expected } from './comparison.js'

/** Everything that leaves a record of what it wrote. */
const WRITES = /--write --yes|--in-place|^ecconf (?:history|rollback|confirm|apply) /

const COMPLETION = /^ecconf completion (?:bash|zsh|fish)$/
const ROUTE_RUNS = /^ecconf lint .*invalid\/schema/

/** Bytes of UTF-8 as outcomes have them: a character each. */
const bytes = (text: string) => Buffer.from(text).toString('latin1')

/** A command that only the new build has: what the old one says is no outcome to compare with. */
const newCommand = (name: string): Expected => ({
  point: '12',
  what: `ecconf ${name} is a command`,
  runs: new RegExp(`^ecconf ${name} `),
  old: [
    new RegExp(
      `^--- standard error\\s+ecconf: There is no command "${name.split(' ')[0]}"\\.\\s+ecconf\\s+--help lists them\\.\\s+--- status 2\\s[\\s\\S]*$`,
    ),
    '',
  ],
  made: [/^[\s\S]*\n--- status 0\s[\s\S]*$/, ''],
})

/**
 * How the programs differ from those of commit 708a0fa, and what asks for it. The issues: 10 "Nobody is
 * harmed", 11 "The house made ready", 12 "The manager". Each entry names the runs that may show it, and
 * the words; all else must be as it was, byte for byte.
 */
export const EXPECTED: readonly Expected[] = [
  {
    point: '10.1',
    what: 'a record is bound to the inodes of its files and folders',
    runs: WRITES,
    made: [
      /^ {3}"(?:folder|was|made)": \{\n {4}"inode": N,\n {4}"born": N,\n {4}"device": N,\n {4}"boot": N\n {3}\},?\n/gm,
      '',
    ],
  },
  {
    point: '10.1',
    what: 'a record says who could read its file, and nothing is given to more',
    runs: WRITES,
    made: [
      /^ {3}"access": \{\n {4}"uid": 0,\n {4}"gid": 0,\n {4}"mode": \d+,\n {4}"folders": \[\n(?: {5}\{\n {6}"uid": 0,\n {6}"gid": 0,\n {6}"mode": \d+\n {5}\},?\n)+ {4}\]\n {3}\},?\n/gm,
      '',
    ],
  },
  {
    point: '10.3',
    what: 'of two changes at once the second loses, also when both confirm: the record says that it was',
    runs: /^ecconf confirm /,
    made: [/,\n "confirmed": true(?=\n\})/, ''],
  },
  {
    point: '10.5',
    what: 'an edit that is kept says which files its text came from',
    runs: /^ecconf edit /,
    made: [/,\n "carried": \[\](?=\n\})/, ''],
  },
  {
    point: '10.1',
    what: 'an edit that is kept is bound to its file and folder, and says who could read them',
    runs: /^ecconf edit /,
    made: [
      /,\n "access": \{\n {2}"uid": 0,\n {2}"gid": 0,\n {2}"mode": \d+,\n {2}"folders": \[\n(?: {3}\{\n {4}"uid": 0,\n {4}"gid": 0,\n {4}"mode": \d+\n {3}\},?\n)+ {2}\]\n \}(?:,\n "(?:was|folder)": \{\n {2}"inode": N,\n {2}"born": N,\n {2}"device": N,\n {2}"boot": N\n \}){2}/,
      '',
    ],
  },
  {
    point: '10.5',
    what: '--force also for text that more people could read than before',
    runs: /(?:--help|completion (?:zsh|fish))$/,
    old: [
      /access list or extended attributes cannot be kept/g,
      'access list or attributes cannot be kept, or more can read what comes in',
    ],
  },
  {
    point: '11.3',
    what: 'why a file is read-only is said in one way',
    runs: /^ecconf files /,
    old: [/read-only: readonly_include at /g, 'read-only: readonly_include in '],
  },
  {
    point: '11.3',
    what: 'of a file that is included twice it is said by whom',
    runs: /^ecconf files -c valid\/include-forms\.conf$/,
    old: [
      /read-only: included 2 times/g,
      'read-only: included more than once: valid/include-forms.conf:4, valid/include-forms.conf:7',
    ],
  },
  {
    point: '11.3',
    what: 'one "did you mean" with one threshold: "http" is not near "smtp"',
    runs: ROUTE_RUNS,
    old: [/ Did you\s+mean smtp\?/g, ''],
  },
  {
    point: '11.3',
    what: 'nor is it a fix',
    runs: /^ecconf lint invalid\/schema --format json$/,
    old: [/"fixes": \[\n {8}\{\n {10}"title": "Write smtp",\n[\s\S]*?\n {6}\]/g, '"fixes": []'],
  },
  {
    point: '11.3',
    what: 'nor is it a fix in SARIF',
    runs: /^ecconf lint invalid\/schema --format sarif$/,
    old: [
      /,\n {10}"fixes": \[\n {12}\{\n {14}"description": \{\n {16}"text": "Write smtp"\n[\s\S]*?\n {10}\]/g,
      '',
    ],
  },
  {
    point: '11.3',
    what: 'nor is it what --fix --unsafe-fixes would write',
    runs: /^ecconf lint invalid\/schema\/wrong-type-route\.conf --fix-dry-run --unsafe-fixes$/,
    old: [
      /^--- invalid\/schema\/wrong-type-route\.conf\n\+{3} .*\n@@ -1,3 \+1,3 @@\n Domain .*\n- {2}Routes = \( "http:.*\n\+ {2}Routes = \( "smtp:.*\n \}\n\n|, which --fix --unsafe-fixes --write would mend(?=\.\n)/gm,
      '',
    ],
  },
  {
    point: '11.6',
    what: '--dialect, in the help of lint',
    runs: /^ecconf lint --help$/,
    made: [
      /\n--dialect What the files that are named are written in, whatever their names\[string\]\[choices: [^\]]*\]/,
      '',
    ],
  },
  {
    point: '11.6',
    what: '--dialect, in the completion of bash',
    runs: /^ecconf completion bash$/,
    made: [/ --dialect(?= --fix)|^ {10}--dialect\) offer='[a-z -]*' ;;\n/gm, ''],
  },
  {
    point: '11.6',
    what: '--dialect, in the completion of zsh and fish',
    runs: /^ecconf completion (?:zsh|fish)$/,
    made: [
      /^.*(?:--dialect=\[|__ecconf_begins lint' -l dialect ).*written in, whatever their names.*\n/gm,
      '',
    ],
  },
  ...[
    ['mbus.conf', '1 file: 1 error.  1 can be fixed with --fix.', 1],
    ['cluster.boot', '1 file: 1 error.', 1],
    ['environment', '1 file: 1 warning.', 0],
    ['console_passwd', '1 file: 1 error.', 1],
    ['console_roles', '1 file: 1 error.', 1],
    ['ec_rotate.conf', '1 file: 1 error.', 1],
  ].map(
    ([name, count, status]): Expected => ({
      point: '11.6',
      what: `${name} is checked in its own dialect`,
      runs: new RegExp(`^ecconf lint ${name}$`),
      old: [
        new RegExp(
          `^--- standard error\necconf: ${name}: (?:passed|\\*{4}) over, because it is not written in the language of the configuration\n--- status 0\n`,
        ),
        `${count}\n--- standard error\n--- status ${status}\n`,
      ],
      made: [new RegExp(`^(?:error|warning)  [sS]*\n\n${name}\n(?=1 file: )`), ''],
    }),
  ),
  {
    point: '11.12',
    what: 'Logs registers file_mode in lower case, as the manual prints it',
    runs: /^(?:ecconf (?!lint (?!- )|merge |fmt |option |diff .*--text)|ec_dump_config )/,
    old: [
      /(?<=^(?:[~-] )?Logs {2}|"(?:option|name)": "|[Oo]ption '|<option name="|mean ")File_Mode/gm,
      'file_mode',
    ],
  },
  {
    point: '11.12',
    what: 'file_mode of Logs, as the console prints it',
    runs: /^ecconf (?:dump|show|showrecurse|get|eval) /,
    old: [/^( {2}| {8}|)File_Mode(?= = 06[048]0$)/gm, '$1file_mode'],
  },
  {
    point: '11.12',
    what: 'file_mode of Logs, beside that of listeners, which is as it was',
    runs: /^ecconf option file_mode/,
    made: [/^file_mode(?= {2}option$)|(?<="display": ")file_mode/m, 'File_Mode'],
  },
  {
    point: '11.12',
    what: 'the seal of a plan, which is over the names in it',
    runs: /^ecconf (?:plan|apply) /,
    old: [/(?<="seal": ")[0-9a-f]{64}/, 'SEAL'],
    made: [/(?<="seal": ")[0-9a-f]{64}/, 'SEAL'],
  },
  {
    point: '11.12',
    what: 'get finds implicit settings',
    runs: /^ecconf get timestampformat --sysroot cluster$/,
    old: [
      /^--- standard error\nOption 'TimeStampFormat' is not set in scope ''\.\n--- status 1\n/,
      'TimeStampFormat = "[%a %d %b %Y %H:%M:%S] "\n--- standard error\n--- status 0\n',
    ],
  },
  {
    point: '11.12',
    what: 'get finds implicit settings, in JSON',
    runs: /^ecconf get timestampformat --sysroot cluster --format json$/,
    old: [
      /^--- standard error\nOption 'TimeStampFormat' is not set in scope ''\.\n--- status 1\n/,
      `{
  "scope": "Global",
  "option": "TimeStampFormat",
  "value": "[%a %d %b %Y %H:%M:%S] ",
  "text": "\\"[%a %d %b %Y %H:%M:%S] \\"",
  "file": "implicit settings",
  "line": 4,
  "column": 1
}
--- standard error
--- status 0
`,
    ],
  },
  {
    point: '11.12',
    what: 'why lists implicit settings',
    runs: /^ecconf why timestampformat --sysroot cluster$/,
    old: [
      /^ {2}not set in Global$/m,
      bytes(
        '  1  implicit settings:4:1  ✔  "[%a %d %b %Y %H:%M:%S] "\n     wins: the only definition, implicit setting',
      ),
    ],
  },
  {
    point: '11.12',
    what: 'why lists implicit settings, in JSON',
    runs: /^ecconf why timestampformat --sysroot cluster --format json$/,
    old: [
      /^ {2}"definitions": \[\],$/m,
      `  "definitions": [
    {
      "file": "implicit settings",
      "line": 4,
      "column": 1,
      "text": "\\"[%a %d %b %Y %H:%M:%S] \\"",
      "layer": "implicit setting",
      "wins": true,
      "reason": "wins: the only definition, implicit setting",
      "includedFrom": []
    }
  ],`,
    ],
  },
  {
    point: '11.12',
    what: 'why lists an implicit setting that a file sets too',
    runs: /^ecconf why timestampformat --sysroot node$/,
    old: [
      /^ {2}1 {2}(node\/\S+ .*)\n {5}wins: the only definition$/m,
      `  1  implicit settings:4:1${' '.repeat(44)}"[%a %d %b %Y %H:%M:%S] "
     shadowed by 2
  2  $1
     wins: read last`,
    ],
  },
  {
    point: '11.12',
    what: 'why lists an implicit setting that a file sets too, in JSON',
    runs: /^ecconf why timestampformat --sysroot node --format json$/,
    old: [/"wins: the only definition"/, '"wins: read last"'],
    made: [
      /^ {4}\{\n {6}"file": "implicit settings",\n {6}"line": 4,\n {6}"column": 1,\n {6}"text": .*\n {6}"layer": "implicit setting",\n {6}"wins": false,\n {6}"reason": "shadowed by 2",\n {6}"includedFrom": \[\]\n {4}\},\n/m,
      '',
    ],
  },
  {
    point: '11.12',
    what: 'the console refuses to unset an implicit setting',
    runs: /^ecconf unset timestampformat --sysroot cluster --dry-run$/,
    old: [
      /Option 'TimeStampFormat' is not set in scope ''\./,
      "'TimeStampFormat' is an implicit setting and cannot be unset.",
    ],
  },
  newCommand('passwd'),
  newCommand('audit verify'),
  {
    point: '12',
    what: 'passwd and audit, in the help',
    runs: /^ecconf --help$/,
    made: [
      /\necconf passwd\[user\.\.\] Make a user of the console, or give one another password|\necconf audit <command> verify: see\necconf audit\n--help/g,
      '',
    ],
  },
  {
    point: '12',
    what: 'passwd and audit, in the completion of bash',
    runs: /^ecconf completion bash$/,
    made: [
      /^ {4}audit\) command="audit .*\n| passwd audit(?= completion)|^ {6}audit\) offer='verify' ;;\n|^ {6}(?:passwd|audit\\ verify)\)\n(?: {8,}.*\n)+/gm,
      '',
    ],
  },
  {
    point: '12',
    what: 'passwd and audit, in the completion of zsh',
    runs: /^ecconf completion zsh$/,
    made: [
      /^ +'(?:passwd:Make a user|audit:verify').*\n|^ {4}(?:passwd|audit)\)\n(?: {6,}.*\n)+/gm,
      '',
    ],
  },
  {
    point: '12',
    what: 'passwd and audit, in the completion of fish',
    runs: /^ecconf completion fish$/,
    made: [
      /^complete -c ecconf -n '__ecconf_(?:is audit|begins passwd|begins audit verify|is' -a (?:passwd|audit) ).*\n/gm,
      '',
    ],
  },
  {
    point: '12',
    what: '-h is --help, as with the programs of the product',
    runs: /--help$/,
    old: [/\n--help Show help/, '\n-h, --help Show help'],
  },
  {
    point: '12.9',
    what: 'warnings about the console in clear text and without acctlog, among the codes to complete',
    runs: COMPLETION,
    old: [
      /security\/digest-unsupported (?=security\/no-authentication)/g,
      'security/clear-text security/digest-unsupported security/no-accounting ',
    ],
  },
  {
    point: '12.9',
    what: 'the same, in the list of explain',
    runs: /^ecconf explain $/,
    made: [
      /^ {2}security\/(?:clear-text|no-accounting) +warning {2}.*\n +(?:machines in clear text|keeps no acctlog)\n/gm,
      '',
    ],
  },
  {
    point: '12.9',
    what: 'the same, in the list of explain in JSON',
    runs: /^ecconf explain {2}--format json$/,
    made: [
      /^ {4}\{\n {6}"code": "security\/(?:clear-text|no-accounting)",\n {6}"severity": "warning",\n {6}"title": .*\n {4}\},\n/gm,
      '',
    ],
  },
  {
    point: '12.9',
    what: 'TLS of the console that has no effect, in the explanation of schema/no-effect',
    runs: /^ecconf lint .* --format sarif$/,
    old: [
      /(?<=on a TCP address, which has no file; )(?=what is for incoming mail)/g,
      'TLS of the console in a Peer or on a Unix socket; ',
    ],
  },
]
