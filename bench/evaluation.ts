import type { ScopePath } from '../src/index.js'
import type * as OnNode from '../src/node.js'
import type { EvalMeasures, EvalTask } from './tasks.js'

/** One option that most domains leave to others, as every option is in some domain. */
const OPTION = 'Max_Outbound_Connections'
/** How many domains are asked, all over the configuration. */
const DOMAINS = 1000
const ROUNDS = 30

/** Times look-ups of one option, with fallback, in domains of bindings of binding groups. */
export async function measureEval({ library, file }: EvalTask): Promise<EvalMeasures> {
  const { load } = (await import(`${library}/node.js`)) as typeof OnNode
  const paths = sample(domainPaths(await load(file)), DOMAINS)
  const configuration = await load(file)
  const [head, ...others] = paths
  if (head === undefined) throw new Error(`${file} has no domains in bindings`)
  const ask = (path: ScopePath) => {
    const { value } = configuration.eval(path, OPTION)
    if (value === undefined) throw new Error('an option without a value')
  }
  const each = (asked: readonly ScopePath[]) => {
    const started = performance.now()
    for (const path of asked) ask(path)
    return performance.now() - started
  }
  const first = each([head])
  const untouched = (each(others) * 1000) / others.length
  const times = Array.from({ length: ROUNDS }, () => (each(paths) * 1000) / paths.length)
  return { first, untouched, times }
}

function domainPaths(configuration: Awaited<ReturnType<typeof OnNode.load>>): ScopePath[] {
  return configuration.root
    .scopesNamed('Binding_Group')
    .flatMap((group) =>
      group
        .scopesNamed('Binding')
        .flatMap((binding) => binding.scopesNamed('Domain').map(({ path }) => path)),
    )
}

/** So many of them, evenly spread. */
function sample<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count)
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, index) => all[Math.floor(index * step)] as T,
  )
}
