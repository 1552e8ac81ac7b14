/**
 * What people read, as lines of which GitHub Actions takes none for a command: in a job it reads both
 * streams, and the name of a file that somebody else has committed could end the log of findings
 * (`::stop-commands::`) or add findings to it. Elsewhere the text as it is.
 */
export function withoutWorkflowCommands(text: string): string {
  if (process.env.GITHUB_ACTIONS !== 'true') return text
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1\\x3a').replaceAll('##[', '#\\x23[')
}
