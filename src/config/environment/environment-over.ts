import type { Environment } from './environment.js'

/** An environment that answers as another one does: what extends it says what is different. */
export abstract class EnvironmentOver implements Environment {
  constructor(readonly under: Environment) {}

  get workingDirectory(): string {
    return this.under.workingDirectory
  }

  get isWholeBelowRoot(): boolean {
    return this.under.isWholeBelowRoot === true
  }

  readFile(path: string, named?: boolean, most?: number): ReturnType<Environment['readFile']> {
    return this.under.readFile(path, named, most)
  }

  status(path: string): ReturnType<Environment['status']> {
    return this.under.status(path)
  }

  readDirectory(path: string): ReturnType<Environment['readDirectory']> {
    return this.under.readDirectory(path)
  }

  realPath(path: string): ReturnType<Environment['realPath']> {
    return this.under.realPath(path)
  }

  hostName(): string {
    return this.under.hostName()
  }

  variable(name: string): string | undefined {
    return this.under.variable(name)
  }

  now(): Date {
    return this.under.now()
  }
}
