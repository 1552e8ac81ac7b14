import type {
  Configuration,
  LoadOptions,
  PackedConfiguration,
  PackedDocument,
} from '../../config/index.js'
import type { SiteKnowledge } from '../../project/site-knowledge.js'
import type { Judging, Work } from '../live/index.js'

/** What the thread is started with. */
export interface ThreadData {
  readonly kind: 'work'
  /** The main file, on this machine. */
  readonly main: string
  /** The thread has an environment of its own. */
  readonly load: Omit<LoadOptions, 'environment' | 'registry'>
  /** As in `WorkOptions`. */
  readonly judging?: Judging | undefined
  /** What the settings say about the files that are loaded. */
  readonly site?: SiteKnowledge | undefined
  /** What a thread before this one was doing when it ended; undefined when there was none. */
  readonly ended?: EndedBefore | undefined
}

/** What the thread before was doing. */
export interface EndedBefore {
  /** The file that it was writing for `writeFile`, as the running product names it. */
  readonly path?: string | undefined
}

/** What is said to the thread: first what is loaded, a document at a time, then jobs. */
export type ToThread =
  | { readonly kind: 'document'; readonly document: PackedDocument }
  | { readonly kind: 'loaded'; readonly loaded: PackedLoaded }
  | { readonly kind: 'job'; readonly name: keyof Work; readonly words: readonly unknown[] }

/** The files as they were loaded last. */
export interface PackedLoaded {
  readonly files: WithoutDocuments
  readonly armed?: { readonly before: WithoutDocuments; readonly confirmBy: Date } | undefined
}

/** A configuration whose documents went before it, in their order. */
export interface WithoutDocuments {
  readonly configuration: Omit<PackedConfiguration, 'texts'> & {
    readonly texts: Omit<PackedConfiguration['texts'], 'files'>
  }
  readonly files: readonly Omit<PackedConfiguration['texts']['files'][number], 'document'>[]
}

/** What the thread says of a job. */
export type FromThread =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly why: string; readonly stack: string }

/** A result as it crosses: a configuration in it is packed. */
export type Crossing<Result> = Result extends Configuration
  ? PackedConfiguration
  : Result extends { readonly configuration: Configuration }
    ? Omit<Result, 'configuration'> & { readonly configuration: PackedConfiguration }
    : Result
