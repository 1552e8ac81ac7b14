/** `node bare-server.cjs SOCKET`: a server that holds connections and does nothing. Says when it is ready. */
const { createServer } = require('node:net')

const sockets = new Set()
createServer((socket) => {
  sockets.add(socket)
  socket.on('data', () => undefined)
  socket.on('error', () => undefined)
  socket.on('close', () => sockets.delete(socket))
  // Connections come faster than they are taken: the usual queue of 511 would refuse some of them.
}).listen({ path: process.argv[2], backlog: 4096 }, () => console.log('ready'))
