/** Whether a line asks to leave the console. */
export function asksToLeave(line: string): boolean {
  return /^\s*quit\s*$/i.test(line)
}
