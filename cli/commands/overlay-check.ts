import { backupsIn, overlayStatus, planOverlayApply } from '../../src/edit/index.js'
import { Refusal } from '../../src/project/failure.js'
import {
  inlineVerdict,
  overlayVerdictJson,
  type Verdict,
  verdictJson,
  verdictOf,
} from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { textOrJson } from '../arguments/flags.js'
import { note, printJson, printText } from '../terminal/terminal.js'
import {
  OVERLAY_FLAGS,
  OVERLAY_WORDS,
  type OverlayWords,
  overlayWords,
  REQUIRE,
  reading,
} from './overlay.js'

/** `overlay check`: exit 1 when an overlay is absent, or something that is read later wins. */
export const overlayCheckCommand = command({
  name: 'overlay check',
  describe: 'Exit 1 unless the overlays are in effect in BASE, in their order',
  positionals: OVERLAY_WORDS,
  flags: {
    ...OVERLAY_FLAGS,
    require: REQUIRE,
    inline: {
      type: 'boolean',
      default: false,
      describe: 'Exit 1 unless BASE itself does all that the overlays would',
    },
    quiet: {
      type: 'boolean',
      alias: 'q',
      default: false,
      describe: 'Print nothing: the exit status is the answer',
    },
    format: textOrJson(),
  },
  run: async (flags) => {
    const words = await overlayWords(flags)
    const { verdict, json, notes } = await (flags.inline ? inline : lines)(words, flags)
    if (!verdict.inEffect) process.exitCode = 1
    if (flags.quiet) return
    for (const text of notes) note(`${text}\n`)
    if (flags.format === 'json') printJson(json)
    else if (verdict.inEffect) printText(`${verdict.line}.\n`)
    else throw new Refusal(`${verdict.line}.`)
  },
})

interface Answer {
  readonly verdict: Verdict
  readonly json: unknown
  readonly notes: readonly string[]
}

interface Requiring {
  readonly require: readonly string[]
}

async function lines(
  { configuration, base, overlays }: OverlayWords,
  { require }: Requiring,
): Promise<Answer> {
  const options = { ...configuration.options, require }
  const status = await reading(overlayStatus(base, overlays, options), overlays)
  const notes = status.overlays.flatMap(({ overlay }) =>
    backupsIn(overlay).map(
      ({ name }) => `${name} looks like a backup, and is read with ${overlay.target.name}`,
    ),
  )
  return { verdict: verdictOf(status), json: overlayVerdictJson(status), notes }
}

async function inline(
  { configuration, base, overlays }: OverlayWords,
  { require }: Requiring,
): Promise<Answer> {
  const options = { ...configuration.options, require, inline: true }
  const changeSet = await reading(planOverlayApply(base, overlays, options), overlays)
  const { name } = configuration.main
  const verdict = inlineVerdict(changeSet, name, overlays)
  return { verdict, json: verdictJson(name, verdict), notes: [] }
}
