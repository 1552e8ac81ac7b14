import { Editor } from '../../bench/editor.js'
import { builtProgram } from '../tools/program.js'

/** An editor with the program as it is shipped. */
export class EditorClient extends Editor {
  /** @param cwd the folder in which the editor starts it */
  constructor(cwd: string) {
    super([builtProgram(), 'lsp'], { cwd })
  }
}
