import { spawnSync } from 'node:child_process'
import type {
  ApplyMeasures,
  ApplyTask,
  BusMeasures,
  BusTask,
  CallMeasures,
  CallTask,
  EvalMeasures,
  EvalTask,
  LspMeasures,
  LspTask,
  ManagerMeasures,
  ManagerTask,
  NodesMeasures,
  NodesTask,
  PageMeasures,
  PageTask,
  SessionsMeasures,
  SessionsTask,
  SetMeasures,
  SetTask,
  Task,
} from './tasks.js'

/** Nothing of a person's shell reaches what is measured. */
const ENVIRONMENT = { PATH: process.env.PATH ?? '' }

/**
 * Runs a task in a process of its own.
 * @throws Error when the process fails
 */
export function measure(worker: string, task: ApplyTask): ApplyMeasures
export function measure(worker: string, task: BusTask): BusMeasures | null
export function measure(worker: string, task: CallTask): CallMeasures
export function measure(worker: string, task: EvalTask): EvalMeasures
export function measure(worker: string, task: LspTask): LspMeasures
export function measure(worker: string, task: ManagerTask): ManagerMeasures
export function measure(worker: string, task: NodesTask): NodesMeasures
export function measure(worker: string, task: PageTask): PageMeasures | null
export function measure(worker: string, task: SessionsTask): SessionsMeasures
export function measure(worker: string, task: SetTask): SetMeasures
export function measure(
  worker: string,
  task: Task,
):
  | ApplyMeasures
  | BusMeasures
  | CallMeasures
  | EvalMeasures
  | LspMeasures
  | ManagerMeasures
  | NodesMeasures
  | PageMeasures
  | SessionsMeasures
  | SetMeasures
  | null {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [worker, JSON.stringify(task)],
    { env: ENVIRONMENT, encoding: 'utf8' },
  )
  if (error) throw error
  if (status !== 0) throw new Error(`a process of the benchmark failed:\n${stderr}`)
  return JSON.parse(stdout)
}

/**
 * Runs a program from start to end.
 * @param fine the exit statuses that are expected
 * @returns milliseconds
 * @throws Error when it exits with another one
 */
export function wholeProcess(args: readonly string[], fine: readonly number[] = [0]): number {
  const started = performance.now()
  const { status, stderr, error } = spawnSync(process.execPath, args, {
    env: ENVIRONMENT,
    // Of a report of any length.
    maxBuffer: Number.POSITIVE_INFINITY,
  })
  const time = performance.now() - started
  if (error) throw error
  if (status === null || !fine.includes(status))
    throw new Error(`node ${args.join(' ')} exits with ${status}:\n${stderr}`)
  return time
}
