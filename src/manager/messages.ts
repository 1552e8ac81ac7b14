import { counted, SETTINGS_LEAD_PAST } from '../diagnostics/index.js'

/**
 * What the manager says where the product's words are not known: every text of ours, which the
 * runtime spec marks [R], in one place. Each is one line or more, without a newline at its end. The
 * console's own texts about options and values are those of `src/console/`.
 */
export const MESSAGES = {
  ok: 'OK',
  // Commands.
  notUnderstood: (word: string) => `${word} command not understood`,
  onlyOnNodes: 'Commands of the module "cluster" run on nodes, not on the manager.',
  onlyOnManager: (name: string) =>
    `"${name}" is a command of the manager: a node is sent one command at a time.`,
  notAuthorized: 'Not Authorized for this command',
  xmlAlone: 'Usage: xml COMMAND',
  usage: (usages: readonly string[]) => ['Usage:', ...usages.map((each) => `  ${each}`)].join('\n'),
  noModule: (module: string, instance: string) => `There is no module '${module}:${instance}'.`,
  noHelp: (word: string) => `No help for '${word}'`,
  tooLong: (most: number) => `The command is longer than ${most} characters.`,
  // Transactions.
  inTransaction: 'A transaction is already in progress.',
  noTransaction: 'No transaction is in progress.',
  transactionFull: 'The transaction has no room for more: commit it, or roll it back.',
  conflict: 'Commit failed: the configuration has been changed by another session.',
  invalidCommit: 'Commit failed: the configuration would not be valid.',
  invalidLine: 'Nothing was changed: the configuration would not be valid.',
  settingsHelp: `${SETTINGS_LEAD_PAST} "config reload" reads them.`,
  vetoed: (reason: string) => `Nothing was changed: ${reason}`,
  reloadInTransaction: 'Cannot reload while a transaction is in progress.',
  writebackInTransaction: 'Cannot write back while a transaction is in progress.',
  reconfigureFailed: 'Reconfigure failed.',
  globalConfigurationError: 'Global configuration error.',
  // Commits that wait for a confirmation.
  waiting: (by: string, until: string) =>
    `A commit by ${by} waits for its confirmation until ${until}: "config confirm" keeps it.`,
  waitsFor: (until: string) =>
    `OK, until ${until}: "config confirm" keeps it, else it is taken back.`,
  nothingWaits: 'No commit waits for a confirmation.',
  wrongMinutes: (most: number) => `MINUTES is a whole number from 1 to ${most}.`,
  noticeWaits: (by: string, until: string) =>
    `${by} has committed a change that is taken back at ${until} unless it is confirmed.`,
  noticeConfirmed: (by: string) => `${by} has confirmed the commit.`,
  noticeTakenBack: (by: string) => `The commit by ${by} was not confirmed and is taken back.`,
  noticeNotTakenBack: (by: string) =>
    `The commit by ${by} was not confirmed. It is taken back in memory, but not in the files:`,
  // Values.
  maskedSecret:
    'The value holds **** in place of a secret, as it is shown: type the secret itself.',
  // Files.
  wrote: (path: string) => `Wrote ${path}`,
  nothingToWrite: 'Nothing to write.',
  notAllSaved: 'Warning: not all portions of the configuration could be saved.',
  loadedFile: (path: string) => `Warning: ${path} is a file of the running configuration.`,
  needsPath:
    'The configuration was begun from scratch, so its files are not written: say "config writeback PATH".',
  notAbsolute: (word: string) => `'${word}' is not an absolute path.`,
  // Differences and findings.
  noDifferences: 'No differences.',
  pendingHead: 'Pending in this transaction:',
  liveHead: 'Running, and not in the files:',
  nothingFound: 'Nothing found.',
  needsRestart: (option: string) =>
    `Option ${option} takes effect when the manager is started again`,
  // The history.
  noEntryNumber: (word: string) => `'${word}' is not the number of a change.`,
  nothingToTakeBack: (entry: number) => `Nothing is left of change ${entry}.`,
  // Pipes.
  tooManyPipes: (most: number) => `A command goes through ${most} pipes at most.`,
  needsPattern: (name: string) => `"| ${name}" needs a regular expression.`,
  noPattern: (pattern: string) => `'${pattern}' is not a regular expression.`,
  notMatched: (pattern: string, why: string) => `'${pattern}' is not matched: it has ${why}.`,
  noOperand: (name: string) => `"| ${name}" takes nothing behind it.`,
  wrongDisplay: (command: string, form: string) =>
    `"${command}" cannot be shown with "| display ${form}".`,
  noComparison: (command: string) => `"${command}" cannot be compared.`,
  // Control listeners.
  noListener:
    'no control listener would be open. "config commit confirmed" does it, and is taken back unless somebody confirms it.',
  closesOwnSession: (listener: string) =>
    `it closes the listener ${listener}, through which this session came in. "config commit confirmed" does it, and is taken back unless somebody confirms it.`,
  // Why a connection ends.
  accessDenied: 'Access denied.',
  speaksTls: 'TLS is spoken here: put tls:// before the address.',
  noTls: 'TLS cannot be spoken here now: see the paniclog.',
  wantsCertificate:
    'A certificate is wanted from the client, signed by one of the authorities of the listener.',
  noMechanism: 'The listener asks for a password, but has no login that works: see the paniclog.',
  tooManySessions: (most: number) => `There are ${most} sessions already: come back later.`,
  tooManyOfAddress: (most: number) =>
    `There are ${most} sessions from this address already: close one first.`,
  tooManyLogins: 'Too many logins are waiting: come back later.',
  tooManyAttempts: 'Too many logins have failed.',
  idle: (seconds: number) => `The session was idle for ${seconds} seconds.`,
  loginTimeout: (seconds: number) => `Nobody has logged in within ${seconds} seconds.`,
  listenerClosed: (listener: string) =>
    `The listener ${listener} was closed by a change of the configuration.`,
  stops: 'The manager stops.',
  wrongFrame: 'The frame cannot be used now.',
  internalError: 'The manager has made a mistake; the paniclog has more.',
  // The thread that loads and writes.
  workFailed: 'The manager has made a mistake; the paniclog has more. What runs is as before.',
  workEnded:
    'The thread that loads and writes files has ended, and is started again; the paniclog has more. What runs is as before; each file is as it was, or whole as it was to be.',
  // The cluster.
  noNodes: 'No nodes are connected.',
  sentToNodes: (count: number, command: string) =>
    `Broadcast sent to ${nodes(count)}. Use 'retrieve ${command}' for the responses.`,
  sentToNode: (node: string) => `Sent to ${node}.`,
  unknownNode: (node: string) => `Unknown node '${node}'`,
  notConnected: (node: string) => `Node '${node}' is not connected.`,
  unknownSubcluster: (name: string) => `Unknown subcluster '${name}'`,
  noResponses: (command: string) => `No responses stored for '${command}'.`,
  node: (name: string, remark: string | undefined) =>
    remark === undefined ? `Node: ${name}` : `Node: ${name} (${remark})`,
  noResponseYet: 'no response yet',
  late: 'late',
  noMember: (host: string) => `Nothing was sent: '${host}' is not the node name of a member.`,
  wrongWait: (word: string, minutes: number) =>
    `'${word}' is not a time to wait: say "5s", "500ms" or "2m", at most ${minutes} minutes.`,
  waitsForNodes: (count: number, time: string) =>
    `Broadcast sent to ${nodes(count)}. Waiting ${time} for the responses.`,
  haveAnswered: (count: number, all: number) =>
    `${count} of ${nodes(all)} ${all === 1 ? 'has' : 'have'} answered.`,
  notAnswered: (names: string) => `No response yet: ${names}`,
  sameAnswer: (count: number, names: readonly string[], remark: string | undefined) => {
    const more = count > names.length ? ` and ${count - names.length} more` : ''
    const what = remark === undefined ? '' : ` (${remark})`
    return `${nodes(count)}${what}: ${names.join(', ')}${more}`
  },
  noInformation: 'no information is available',
  missingNodes: 'Expected, and not there:',
  unknownNodes: 'There, and expected nowhere:',
  twiceThere: 'There twice, as two programs of one name:',
  // Commits on the nodes.
  unsetOnNodes: 'It is not set on the manager: "cluster-commit" unsets it on the nodes.',
  lineForNodes: (line: string) =>
    `Commit failed: "${line}" is for nodes alone: say "cluster-commit".`,
  noCommits: 'No cluster commits are made here: no bus is named, or the paniclog says why.',
  emptyTransaction: 'Nothing is changed in the transaction.',
  scratchCommit: 'A transaction that was begun from scratch cannot be committed on nodes.',
  wrongCount: (flag: string) => `${flag} takes a whole number.`,
  wrongTxid: (word: string) => `'${word}' is not the id of a cluster commit.`,
  wrongSeconds: (most: number) => `SECONDS is a whole number from 1 to ${most}.`,
  commitBegun: (txid: string) => `Cluster commit ${txid}`,
  commitRefused: 'Nothing was changed on any node:',
  nodeDone: (node: string, what: string, count: number, total: number) =>
    `${node}: ${what} (${count} of ${total})`,
  nodeNotDone: (node: string, what: string, why: string) => `${node}: not ${what}: ${why}`,
  commitWaits: (txid: string, until: string) =>
    `All nodes run it until ${until}. Over a new connection, "cluster-commit confirm ${txid}" keeps it.`,
  commitConfirmed: (count: number) => `The commit is confirmed on ${nodes(count)}.`,
  commitConfirming: (txid: string) =>
    `It is decided that the commit stays, and no node has answered to that yet. See "show cluster commit ${txid}".`,
  commitCancelled: (why: string) => `The commit is cancelled on all nodes: ${why}`,
  commitSuperseded: (manager: string) => `The manager ${manager} has taken the commit over.`,
  commitStoppedDecided:
    'The manager stops. It is decided that the commit stays: a node that has not answered yet learns it at the next start of the manager.',
  commitStopped:
    'The manager stops before the commit is decided: it is taken back at its next start, or at its deadline.',
  nodeSilent: (node: string) =>
    `${node} has not answered yet: it learns the decision when it does.`,
  nodeDiverged: (node: string, state: string, why: string) =>
    `${node} differs from the others (${state})${why === '' ? '.' : `: ${why}`}`,
  nodeOwed: (node: string) => `${node} gets the changes when it is there.`,
  bindingsChanged:
    'Bindings were changed: let the nodes announce their view with "broadcast cluster duravip announce view".',
  cancelledBy: (user: string) => `Cancelled by ${user}`,
  noClusterCommits: 'There are no cluster commits.',
  noSuchCommit: (txid: string) => `Nobody knows of a cluster commit ${txid}.`,
  noticeNodesWait: (by: string, txid: string, until: string) =>
    `The cluster commit ${txid} by ${by} is taken back at ${until} unless it is confirmed.`,
  noticeNodesConfirmed: (by: string, txid: string) =>
    `The cluster commit ${txid} by ${by} is confirmed.`,
  noticeNodesCancelled: (by: string, txid: string, why: string) =>
    `The cluster commit ${txid} by ${by} is cancelled on all nodes: ${why}`,
  noticeNodesSuperseded: (txid: string, manager: string) =>
    `The manager ${manager} has taken over the cluster commit ${txid}.`,
  // The program.
  shuttingDown: 'Shutting down.',
  noHooks: 'Modules of the manager have no hooks.',
  noCache: (name: string) => `There is no cache '${name}'.`,
  noBus: 'none (not connected to a message bus)',
  rolesUnknown: 'The roles of the user cannot be looked up now.',
} as const

function nodes(count: number): string {
  return counted(count, 'node')
}
