import type { Command } from './arguments/command.js'

/**
 * Every command, in the order in which the help shows them. A command is loaded when it is needed:
 * a short run spends most of its time on loading code.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  lint: async () => (await import('./commands/lint.js')).lintCommand,
  explain: async () => (await import('./commands/explain.js')).explainCommand,
  set: async () => (await import('./commands/set.js')).setCommand,
  unset: async () => (await import('./commands/unset.js')).unsetCommand,
  plan: async () => (await import('./commands/plan.js')).planCommand,
  apply: async () => (await import('./commands/apply.js')).applyCommand,
  edit: async () => (await import('./commands/edit.js')).editCommand,
  history: async () => (await import('./commands/history.js')).historyCommand,
  rollback: async () => (await import('./commands/rollback.js')).rollbackCommand,
  confirm: async () => (await import('./commands/confirm.js')).confirmCommand,
  get: async () => (await import('./commands/get.js')).getCommand,
  eval: async () => (await import('./commands/eval.js')).evalCommand,
  why: async () => (await import('./commands/why.js')).whyCommand,
  show: async () => (await import('./commands/show.js')).showCommand,
  showrecurse: async () => (await import('./commands/show.js')).showRecurseCommand,
  locate: async () => (await import('./commands/locate.js')).locateCommand,
  files: async () => (await import('./commands/files.js')).filesCommand,
  diff: async () => (await import('./commands/diff.js')).diffCommand,
  merge: async () => (await import('./commands/merge.js')).mergeCommand,
  fmt: async () => (await import('./commands/fmt.js')).fmtCommand,
  dump: async () => (await import('./commands/dump.js')).dumpCommand,
  page: async () => (await import('./commands/page.js')).pageCommand,
  serve: async () => (await import('./commands/serve.js')).serveCommand,
  option: async () => (await import('./commands/option.js')).optionCommand,
  'overlay apply': async () => (await import('./commands/overlay-write.js')).overlayApplyCommand,
  'overlay show': async () => (await import('./commands/overlay-show.js')).overlayShowCommand,
  'overlay check': async () => (await import('./commands/overlay-check.js')).overlayCheckCommand,
  'overlay remove': async () => (await import('./commands/overlay-write.js')).overlayRemoveCommand,
  passwd: async () => (await import('./commands/passwd.js')).passwdCommand,
  'audit verify': async () => (await import('./commands/audit-verify.js')).auditVerifyCommand,
  agent: async () => (await import('./commands/agent.js')).agentCommand,
  drift: async () => (await import('./commands/drift.js')).driftCommand,
  lsp: async () => (await import('./commands/lsp.js')).lspCommand,
  completion: async () =>
    (await import('./commands/completion.js')).completionCommand(loadCommands),
}

/** The names of the commands: one word, or two for `overlay apply`. */
export const commandNames: readonly string[] = Object.keys(COMMANDS)

/** @param name one of `commandNames` */
export function loadCommand(name: string): Promise<Command> {
  const loading = COMMANDS[name]?.()
  if (loading === undefined) throw new RangeError(`there is no command ${name}`)
  return loading
}

/** All of them, for the help. */
export function loadCommands(): Promise<Command[]> {
  return Promise.all(commandNames.map(loadCommand))
}
