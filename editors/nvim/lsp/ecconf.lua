-- How the language server is started. Neovim 0.11 and later look for this file by its place and name;
-- plugin/ecconf.lua reads it for older ones. A file lsp/ecconf.lua in your own configuration goes before it.
return {
  cmd = { 'ecconf', 'lsp' },
  filetypes = { 'ecconf' },
  root_markers = { 'ecconf.json', '.git' },
}
