/** What the help and the manual page of a command say beside its flags. */
export interface CommandHelp {
  /** Command lines, and what each of them does. */
  readonly examples: readonly (readonly [line: string, what: string])[]
  /** What each exit status means; 2 for what could not be done, unless it is said here. */
  readonly exit: Readonly<Partial<Record<ExitStatus, string>>>
}

export type ExitStatus = '0' | '1' | '2'

/** Of every command that says nothing else. */
const NOT_DONE = 'it could not be done: bad usage, or a file that cannot be read or written'

const READ: CommandHelp['exit'] = {
  '0': 'the answer was printed',
  '1': 'there is no such scope or option, or it is not set; or the configuration has errors',
}

const CHANGED: CommandHelp['exit'] = {
  '0': 'the change was written, or shown: a dry run is fine',
  '1': 'the change was refused or declined, and nothing was written',
}

/** By the names of commands, and of the programs that are installed under names of their own. */
export const HELPS: Readonly<Record<string, CommandHelp>> = {
  lint: {
    examples: [
      ['ecconf lint conf', 'check every configuration below a folder'],
      ['ecconf lint --sysroot root root', 'where the folder root stands for /'],
      ['ecconf lint --fix ecelerity.conf', 'show what safe fixes would change, and ask'],
      ['ecconf lint --statistics conf', 'count the findings by rule'],
      ['ecconf lint --format sarif -o ecconf.sarif conf', 'write a report for code scanning'],
    ],
    exit: {
      '0': 'no errors on the disk, or --exit-zero',
      '1': 'errors, more warnings than --max-warnings allows, or fixes that were not written',
      '2': 'bad usage, or something could not be checked; the rest is reported all the same',
    },
  },
  explain: {
    examples: [
      ['ecconf explain schema/unknown-option', 'what a finding means, with examples'],
      ['ecconf explain', 'list all codes'],
    ],
    exit: { '0': 'it is explained', '1': 'there is no such code' },
  },
  set: {
    examples: [
      ['ecconf set max_retries 5 -c ecelerity.conf', 'show the change, and ask'],
      [
        'ecconf set domain example.com gateway relay.example.com --write',
        'write it without asking',
      ],
      ['ecconf set --add relay_hosts 10.0.0.0/8', 'add an element'],
    ],
    exit: CHANGED,
  },
  unset: {
    examples: [
      ['ecconf unset max_retries', 'take an option out'],
      ['ecconf unset domain example.com', 'take a whole stanza out'],
    ],
    exit: CHANGED,
  },
  plan: {
    examples: [
      ['ecconf diff --as-commands old.conf new.conf | ecconf plan -o plan.json', 'plan a change'],
      ['ecconf plan -o plan.json changes.txt', 'from a file of config set and config unset lines'],
    ],
    exit: {
      '0': 'the plan was written',
      '1': 'a line does not fit the configuration, or the result has new errors',
    },
  },
  apply: {
    examples: [
      ['ecconf apply plan.json', 'show the plan, and ask'],
      ['ecconf apply --verify key.pub --write plan.json', 'only if it is signed with that key'],
    ],
    exit: { ...CHANGED, '1': 'the plan is stale, refused or declined, and nothing was written' },
  },
  edit: {
    examples: [
      ['ecconf edit', 'edit the main file'],
      ['EDITOR=nano ecconf edit domains.conf', 'with another editor'],
    ],
    exit: {
      '0': 'it was written, or nothing was changed',
      '1': 'it was given up or refused; what was typed is kept',
    },
  },
  history: {
    examples: [
      ['ecconf history -c ecelerity.conf', 'list what was written'],
      ['ecconf history 3 -c ecelerity.conf', 'show one change with its diff'],
    ],
    exit: { '0': 'the history was printed', '1': 'there is no such change' },
  },
  rollback: {
    examples: [['ecconf rollback 3 -c ecelerity.conf', 'show what would be taken back, and ask']],
    exit: CHANGED,
  },
  confirm: {
    examples: [
      ['ecconf set max_retries 5 --confirm 10m --write', 'a change that is taken back'],
      ['ecconf confirm', 'unless it is confirmed in time'],
    ],
    exit: { '0': 'the change stays', '1': 'no change waits for it' },
  },
  get: {
    examples: [
      ['ecconf get domain example.com gateway', 'the value where it is set'],
      ['ecconf get --raw datasource ecdb uri', 'for a shell script, an element a line'],
    ],
    exit: READ,
  },
  eval: {
    examples: [
      ['ecconf eval binding out domain example.com max_retries', 'the value that counts there'],
    ],
    exit: { ...READ, '1': 'the option has no value there; or the configuration has errors' },
  },
  why: {
    examples: [['ecconf why datasource ecdb uri', 'every place that sets it, and which one wins']],
    exit: { ...READ, '1': 'nothing sets it and it has no default; or there is no such option' },
  },
  show: {
    examples: [['ecconf show esmtp_listener', 'what the stanza holds']],
    exit: READ,
  },
  showrecurse: {
    examples: [['ecconf showrecurse', 'the whole configuration, as the console prints it']],
    exit: READ,
  },
  locate: {
    examples: [
      ['ecconf locate domain', 'where all domains stand'],
      ['ecconf locate domain "example"', 'those that the expression matches'],
    ],
    exit: { '0': 'there are some', '1': 'there are none' },
  },
  files: {
    examples: [
      ['ecconf files', 'in the order in which they are read'],
      ['ecconf files --format dot | dot -Tsvg > files.svg', 'as a picture'],
    ],
    exit: { '0': 'the files were listed', '1': 'the configuration has errors' },
  },
  diff: {
    examples: [
      ['ecconf diff old/ecelerity.conf new/ecelerity.conf', 'what differs in effect'],
      ['ecconf diff --as-commands a.conf b.conf', 'the commands that turn one into the other'],
    ],
    exit: { '0': 'they do not differ', '1': 'they differ, or one of them has errors' },
  },
  merge: {
    examples: [
      ['ecconf merge base.conf ours.conf theirs.conf', 'print the result'],
      ['ecconf merge --in-place --name %P %O %A %B', 'as a merge driver of git'],
    ],
    exit: { '0': 'it could be merged', '1': 'there are conflicts' },
  },
  fmt: {
    examples: [
      ['ecconf fmt ecelerity.conf', 'print the file in the usual style'],
      ['ecconf fmt --check conf', 'only say which files are not in it'],
      ['ecconf fmt --write conf', 'write them'],
    ],
    exit: {
      '0': 'fine; without --check and --diff also when files were changed',
      '1': 'files are not formatted (--check, --diff), or cannot be: they have syntax errors',
    },
  },
  dump: {
    examples: [
      ['ecconf dump', 'the merged configuration as one file'],
      ['ecconf dump --format json', 'for programs'],
    ],
    exit: { '0': 'it was printed', '1': 'the configuration has errors' },
  },
  page: {
    examples: [
      ['ecconf page -o page.html ecelerity.conf', 'what counts and why, to be opened in a browser'],
      ['ecconf page -o page.html old.conf new.conf', 'and what changes from one to the other'],
      ['ecconf page --plan plan.json -o page.html', 'and what a plan changes'],
    ],
    exit: {
      '0': 'the page was written, whatever is wrong in the configuration: the page shows it',
      '1': 'the plan does not fit the configuration; nothing was written',
    },
  },
  serve: {
    examples: [
      ['ecconf serve ecelerity.conf', 'print a link, and follow the files until Ctrl-C'],
      ['ecconf serve --port 8080 -c eccluster.conf', 'with the same port each time'],
    ],
    exit: {
      '0': 'it was ended',
      '2': 'the configuration cannot be read, or the port cannot be had',
    },
  },
  option: {
    examples: [
      ['ecconf option max_retries', 'type, default, scopes, versions'],
      ['ecconf option --format json esmtp_listener', 'a scope, as data'],
    ],
    exit: { '0': 'it is explained', '1': 'nothing has that name' },
  },
  'overlay apply': {
    examples: [
      ['ecconf overlay apply eccluster.conf ecdb.conf', 'show the line, and ask'],
      ['ecconf overlay apply --yes eccluster.conf ecdb.conf', 'in a script of an installer'],
    ],
    exit: {
      '0': 'the overlays are in effect',
      '1': 'an overlay is wrong, or it was declined; nothing was written',
      '2': 'it could not be done, or nobody could be asked: --yes or --write is missing',
    },
  },
  'overlay show': {
    examples: [['ecconf overlay show eccluster.conf ecdb.conf', 'what it overrides and adds']],
    exit: { '0': 'it was shown', '1': 'the overlay or BASE has errors' },
  },
  'overlay check': {
    examples: [['ecconf overlay check --quiet eccluster.conf ecdb.conf', 'for a script']],
    exit: { '0': 'the overlays are in effect', '1': 'one is absent, or something after it wins' },
  },
  'overlay remove': {
    examples: [
      ['ecconf overlay remove --yes eccluster.conf ecdb.conf', 'give the first bytes back'],
    ],
    exit: {
      '0': 'the overlays are not in BASE',
      '1': 'it was refused or declined, and nothing was written',
      '2': 'it could not be done, or nobody could be asked: --yes or --write is missing',
    },
  },
  passwd: {
    examples: [
      ['ecconf passwd -f console_passwd joe', 'ask for the password twice'],
      ['ecconf passwd -f console_passwd ann < password', 'take it from a file'],
    ],
    exit: { '0': 'the user was written or printed', '2': 'it could not be done' },
  },
  'audit verify': {
    examples: [['ecconf audit verify auditlog.ec', 'whether the log is what the manager wrote']],
    exit: { '0': 'the chain is whole', '1': 'it is broken: the line is named' },
  },
  agent: {
    examples: [['ecconf agent -c ecelerity.conf', 'stand in the foreground until it is ended']],
    exit: {
      '0': 'it was ended',
      '2': 'the configuration cannot be read, or names no bus',
    },
  },
  drift: {
    examples: [['ecconf drift -c eccluster.conf', 'ask the nodes, and compare']],
    exit: {
      '0': "every node runs the manager's files",
      '1': 'a node runs something else',
      '2': 'nodes could not be asked, or it could not be done',
    },
  },
  lsp: {
    examples: [['ecconf lsp', 'what an editor starts (docs/editors.md)']],
    exit: {
      '0': 'the editor has ended it',
      '1': 'the editor has gone without saying so',
    },
  },
  completion: {
    examples: [
      ['source <(ecconf completion bash)', 'in ~/.bashrc'],
      ['ecconf completion fish > ~/.config/fish/completions/ecconf.fish', 'for fish'],
    ],
    exit: { '0': 'the script was printed' },
  },
  validate_config: {
    examples: [
      ['validate_config', 'the configuration that is installed'],
      ['validate_config --verbose -c ecelerity.conf', 'say what is wrong'],
    ],
    exit: {
      '0': 'the product would take it',
      '1': 'it would not',
      '2': 'there is no configuration, or it cannot be read',
    },
  },
  ec_dump_config: {
    examples: [['ec_dump_config -f configuration.xml', 'write it as XML']],
    exit: {
      '0': 'it was printed',
      '1': 'the product would not take the configuration',
      '2': 'there is none, or it cannot be read',
    },
  },
  ec_md5passwd: {
    examples: [['ec_md5passwd -f console_passwd joe', 'ask for the password twice']],
    exit: { '0': 'the user was written or printed', '2': 'it could not be done' },
  },
  eccmgr: {
    examples: [
      ['eccmgr -c eccluster.conf', 'run in the background'],
      ['eccmgr -d -v -c eccluster.conf', 'stay in the foreground, and say more'],
      ['eccmgr --print-unit > /etc/systemd/system/eccmgr.service', 'a unit of systemd'],
    ],
    exit: {
      '0': 'it has started, or was ended in order',
      '2': 'it could not start: the reason is on standard error',
    },
  },
  ec_console: {
    examples: [
      ['ec_console', 'open the console of the manager on this machine'],
      ['ec_console /tmp/2025 config show logs', 'one command'],
      ['ec_console tls://joe@manager:2025', 'over the network'],
    ],
    exit: { '0': 'fine', '1': 'a command failed', '2': 'there is no connection' },
  },
}

/** What the exit statuses mean, whatever the command. */
export const STATUSES: readonly (readonly [ExitStatus, string])[] = [
  ['0', 'fine'],
  [
    '1',
    'the answer is no: findings, a difference, an option that is not set, a change that is refused',
  ],
  ['2', NOT_DONE],
]

/** What each exit status of a command means, in order. */
export function exitStatuses(name: string): readonly (readonly [ExitStatus, string])[] {
  const exit = { '2': NOT_DONE, ...HELPS[name]?.exit }
  return (['0', '1', '2'] as const).flatMap((status) => {
    const text = exit[status]
    return text === undefined ? [] : [[status, text] as const]
  })
}
