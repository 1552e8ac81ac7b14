/** Every text of the client, in one place. */
export const TEXTS = {
  // Logging in.
  needsLogin: 'Authorization required for console session\n',
  password: 'Password: ',
  userName: 'Username: ',
  tryAgain: 'Sorry, try again.\n',
  nobodyToAsk: 'A password is needed, and there is no terminal to ask for it.',
  notAsked: 'No password was given.',
  passwordGoesTo: (user: number, socket: string) =>
    `The password goes as it is to user ${user}, whose socket ${socket} is: Ctrl-C keeps it.`,
  // Lines.
  tooLong: 'The command is too long.',
  unknownLocal: (word: string) => `There is no command ${word} here.`,
  usage: (usage: string) => `Usage: ${usage}`,
  nothingFits: '  Nothing fits here.',
  andMore: '  ... and more',
  showAll: (lines: number) => `All ${lines} lines? [y/N] `,
  // The connection.
  connectsAgain: (why: string) => `${why} The next line connects again.`,
  transactionGone: (why: string) =>
    `${why}\nThe transaction is gone; the next line connects again.`,
  connectedAgain: (address: string) => `Connected to ${address} again.`,
  notRun: 'The line was not run, since the transaction that it was typed for is gone.',
  notKnown: 'Whether the command was carried out is not known.',
  restNotShown: '^C the rest of the answer is not shown; Ctrl-C again closes the connection\n',
  reallyLeave: 'A transaction is open, and would be lost. Leave all the same? [y/N] ',
  // Local commands.
  pagerIs: (isOn: boolean) => `Pager is now ${isOn ? 'on' : 'off'}`,
  pagerFailed: (program: string, why: string) => `The pager "${program}" cannot be run: ${why}.`,
  watching: (seconds: number, command: string, clock: string) =>
    `${clock}  every ${seconds} s, until Ctrl-C: ${command}`,
  linesLeft: (lines: number) => `... ${lines} more lines`,
  editorFailed: (program: string, why: string) =>
    `The editor "${program}" has failed (${why}): nothing was changed.`,
  editHelp:
    '# The lines of the transaction: config set ..., config unset ..., one a line. What is saved\n# takes their place; without a transaction one is begun.\n',
  hiddenSecret: 'The transaction sets a secret that is not shown here: its lines cannot be edited.',
  notEdited: 'Nothing was changed.',
  noChangeLine: (line: string) =>
    `Only "config set" and "config unset" can stand there, but not: ${line}\nNothing was changed; \\e opens the lines again.`,
  lineRefused: (number: number) =>
    `Line ${number} was refused; those before it are in the transaction. \\e opens all of them again.`,
  arePending: (lines: number) =>
    `${lines === 1 ? '1 line is' : `${lines} lines are`} pending: "config commit" makes ${lines === 1 ? 'it' : 'them'} live.`,
} as const
