import { normalize, pathBelow } from './paths.js'

/** A place on this machine where a path of the configuration may be. */
export interface LocatedPath {
  readonly path: string
  /** The path as the running product sees it. */
  readonly productPath: string
}

/**
 * The root of the file system that a configuration is written for: all absolute paths in it are
 * below this folder. Without a root, that file system is the machine's own.
 */
export class Sysroot {
  /** @param root absolute and normalized; undefined when this machine's own root is meant */
  constructor(readonly root: string | undefined) {}

  /** The path as the running product sees it: without the root. */
  productPath(path: string): string {
    if (this.root === undefined) return path
    const below = pathBelow(this.root, path)
    return below === undefined ? path : `/${below}`
  }

  /** The place of an absolute path of the configuration below the root. */
  inside(productPath: string): LocatedPath {
    const path = this.root === undefined ? productPath : normalize(`${this.root}/${productPath}`)
    return { path, productPath }
  }

  /** The same path outside the root, for an include that is missing below it. */
  outside(productPath: string): LocatedPath | undefined {
    return this.root === undefined ? undefined : { path: productPath, productPath }
  }
}
