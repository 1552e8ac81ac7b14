import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { ChangesModel, PageModel } from '../model/model.js'
import { configurationModel } from './configuration.js'

/** What a page is made of. */
export interface PageContents {
  /** The configuration that counts; the later one where there are two. */
  readonly configuration: Configuration
  /** What `lint` says about it. */
  readonly findings: readonly Diagnostic[]
  readonly changes?: ChangesModel
  /** What makes the page: `ecconf 0.1.0`. */
  readonly program: string
}

/** The data of a page: the same files give the same. */
export function pageModel({ configuration, findings, changes, program }: PageContents): PageModel {
  return {
    version: 1,
    program,
    configuration: configurationModel(configuration, findings),
    ...(changes !== undefined && { changes }),
  }
}
