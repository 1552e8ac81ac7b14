import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50

/** The files of a zip archive without a comment, by their names. @throws RangeError when it is none */
export function filesOfZip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22
  if (zip.readUInt32LE(end) !== END) throw new RangeError('no zip archive')
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((each) => zip.readUInt16LE(at + each))
    const header = zip.readUInt32LE(at + 42)
    const nameEnd = at + 46 + (name ?? 0)
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
    const bytes = zip.subarray(start, start + size)
    files.set(zip.toString('utf8', at + 46, nameEnd), method === 0 ? bytes : inflateRawSync(bytes))
    at = nameEnd + (extra ?? 0) + (comment ?? 0)
  }
  return files
}
