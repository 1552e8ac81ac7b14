import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../program.js'
import { OPERATIONS, type Prepared } from './operations.js'

/** Where an operation is done again and again, each time from the same beginning. */
export class Site {
  private constructor(
    readonly root: string,
    readonly prepared: Prepared,
  ) {}

  /** @param name one of `OPERATIONS` */
  static async make(name: string): Promise<Site> {
    const operation = OPERATIONS[name]
    if (operation === undefined) throw new Error(`unknown operation ${name}`)
    const root = mkdtempSync(join(tmpdir(), 'ecconf-crash-'))
    const site = join(root, 'site')
    cpSync(join(ROOT, 'corpus/cluster'), site, { recursive: true })
    const { files, entries, ...write } = await operation(site)
    cpSync(site, join(root, 'beginning'), { recursive: true })
    writeFileSync(join(root, 'write.json'), JSON.stringify(write))
    // What another process reads is what is done here too.
    return new Site(root, { ...write, files, entries })
  }

  /** The folder that stands for the root of the file system. */
  get folder(): string {
    return join(this.root, 'site')
  }

  /** The file with what is to be written, for another process. */
  get write(): string {
    return join(this.root, 'write.json')
  }

  /** Makes everything as it was in the beginning. */
  reset(): void {
    rmSync(this.folder, { recursive: true, force: true })
    cpSync(join(this.root, 'beginning'), this.folder, { recursive: true })
    this.#bindEntries()
  }

  /** What was made again is no copy to the history: its entries are those of this very folder. */
  #bindEntries(): void {
    const { folder } = this.prepared.write
    const history = join(folder, '.ecconf/history')
    if (!existsSync(history)) return
    const { ino, dev, birthtimeNs } = statSync(folder, { bigint: true })
    for (const name of readdirSync(history).filter((each) => each.endsWith('.json'))) {
      const path = join(history, name)
      const record = JSON.parse(readFileSync(path, 'utf8'))
      Object.assign(record.folder, {
        inode: String(ino),
        born: String(birthtimeNs),
        device: String(dev),
      })
      writeFileSync(path, JSON.stringify(record), { mode: 0o600 })
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
