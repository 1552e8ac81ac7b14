import { ScalarView } from '../../../src/syntax/index.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { DialectFileView, DialectView } from '../views.js'

/** A whole groups file. */
export class GroupsFileView extends DialectFileView {
  get groups(): GroupView[] {
    return this.children(DialectNode.Group, GroupView)
  }
  /** The names of the groups of a user, without duplicates, in the order of the text. */
  groupsOf(user: string): string[] {
    const names = this.groups
      .filter(({ members }) => members.includes(user))
      .map(({ name }) => name)
    return [...new Set(names)]
  }
}

/** One group with its users. */
export class GroupView extends DialectView {
  readonly type = 'group'
  get nameToken(): ScalarView {
    return new ScalarView(this.tree, this.firstToken)
  }
  get name(): string {
    return this.nameToken.text
  }
  get memberTokens(): ScalarView[] {
    const members: ScalarView[] = []
    for (let token = this.firstToken + 1; token < this.tokenLimit; token++) {
      const member = this.scalarAt(token, DialectToken.Word)
      if (member !== undefined) members.push(member)
    }
    return members
  }
  /** The users in the last field of the line. */
  get members(): string[] {
    return this.memberTokens.map(({ text }) => text)
  }
}
