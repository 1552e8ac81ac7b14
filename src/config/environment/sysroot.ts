import { normalize, pathBelow } from './paths.js'

/** A place on this machine where a path of the configuration may lie. */
export interface LocatedPath {
  readonly path: string
  /** As the running product names it. */
  readonly productPath: string
}

/**
 * The root of the file system that a configuration speaks of: every absolute path that it names
 * lies below it. Without one the two file systems are the same.
 */
export class Sysroot {
  /** @param root absolute and normalized; undefined when this machine's own root is meant */
  constructor(readonly root: string | undefined) {}

  /** A path as the running product names it: without the root. */
  productPath(path: string): string {
    if (this.root === undefined) return path
    const below = pathBelow(this.root, path)
    return below === undefined ? path : `/${below}`
  }

  /** Where an absolute path of the configuration lies below the root. */
  inside(productPath: string): LocatedPath {
    const path = this.root === undefined ? productPath : normalize(`${this.root}/${productPath}`)
    return { path, productPath }
  }

  /** The path itself, on this machine: where an include is looked for that the root lacks. */
  outside(productPath: string): LocatedPath | undefined {
    return this.root === undefined ? undefined : { path: productPath, productPath }
  }
}
