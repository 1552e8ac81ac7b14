import { PLAIN, plainJson, whyJson, whyText } from '../../../report/index.js'
import { resolveOption, showingOf, viewOf } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `config why`: every definition of an option, which one counts, and what it falls back to. */
export const why: Command = {
  name: 'config why',
  usage: ['config why [SCOPE ...] OPTION'],
  description: 'Explain where the value of an option comes from',
  operands: 'option',
  pipe: { displays: ['json'] },
  run: async ({ operands, output, display }, context) => {
    const view = viewOf(context)
    const { path, option } = resolveOption(view, operands)
    const explanation = view.why(path, option.name)
    const showing = { ...showingOf(context), colours: PLAIN }
    await output.write(
      display === 'json'
        ? plainJson(whyJson(view, path, option.name, explanation, showing))
        : whyText(view, path, option.name, explanation, showing),
    )
    return DONE
  },
}
