// Loads the parts of the program that lie beside this file, with the code that V8 made of them at
// build time: reading that is faster than compiling. Another version of V8 refuses it and compiles.
'use strict'
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')

/**
 * What loads the parts for one run of the program, each once: a process may run the program several times.
 * @returns a function that takes the name of a part and returns what the part exports
 */
function partLoader() {
  const loadedParts = new Map()
  return function load(part) {
    const known = loadedParts.get(part)
    if (known !== undefined) return known.exports
    const filename = `${__dirname}/${part}.bundle.cjs`
    // The build has put the function of a CommonJS module around it, and all of it is ASCII.
    const script = new Script(readFileSync(filename, 'latin1'), {
      filename,
      cachedData: readCode(part),
    })
    const loaded = { exports: {} }
    loadedParts.set(part, loaded)
    script.runInThisContext()(loaded.exports, require, loaded, filename, __dirname)
    if (process.env.ECCONF_BUILD_CODE === codeFile(part)) keepCodeOf(script, codeFile(part))
    return loaded.exports
  }
}

function codeFile(part) {
  return `${__dirname}/${part}.code`
}

function readCode(part) {
  try {
    return readFileSync(codeFile(part))
  } catch {
    return undefined
  }
}

/** The build asks for the code after a run, when V8 has compiled what a run needs. */
function keepCodeOf(script, file) {
  process.once('exit', () => {
    require('node:fs').writeFileSync(file, script.createCachedData())
  })
}

module.exports = { partLoader }
