#!/usr/bin/env node
// Starts the part of the program that has the command. No more is done here: each start pays for it.
'use strict'
const { partLoader } = require('./load-part.cjs')

const load = partLoader()

const typed = process.argv.slice(2)
const [command, ...words] = typed
if (command === 'lint') load('lint').runLint(words, () => load('ecconf').runProgram(typed))
else if (command === 'eccmgr') load('ecconf').runManager(typed)
else load('ecconf').runProgram(typed)
