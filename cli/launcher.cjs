#!/usr/bin/env node
// Starts the part of the program that has the command. No more is done here: each start pays for it.
'use strict'
const { partLoader } = require('./load-part.cjs')

const load = partLoader()

const [, , command, ...words] = process.argv
if (command === 'lint') load('lint').runLint(words, () => load('ecconf'))
else if (command === 'eccmgr') load('manager').runManager(words, () => load('ecconf'))
else load('ecconf')
