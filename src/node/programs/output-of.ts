import { startProgram } from './run-program.js'

/** How much a program may say, in characters. */
const MOST = 1024 * 1024

/**
 * Asks a program, which gets nothing on its standard input and stands in `/`.
 * @param options the time that it may take is in ms
 * @returns what it says on standard output; undefined when it fails, takes too long or says too much
 */
export function outputOf(
  program: string,
  words: readonly string[],
  { timeout, env = {} }: { readonly timeout: number; readonly env?: NodeJS.ProcessEnv },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = startProgram(program, words, {
      cwd: '/',
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout,
      killSignal: 'SIGKILL',
    })
    let said = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.length > MOST) child.kill('SIGKILL')
    })
    child.on('error', () => resolve(undefined))
    child.on('close', (status) => resolve(status === 0 ? said : undefined))
  })
}
