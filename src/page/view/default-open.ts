import type { Open } from './rows.js'

/** Which scopes are open where nothing is folded at first: all that nobody has closed. */
export class DefaultOpen implements Open {
  constructor(readonly said: Open) {}

  get(scope: number): boolean {
    return this.said.get(scope) ?? true
  }
}
