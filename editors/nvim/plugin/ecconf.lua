-- Starts the language server for configuration files, in Neovim 0.7 and later.
if vim.g.loaded_ecconf then
  return
end
vim.g.loaded_ecconf = true

local group = vim.api.nvim_create_augroup('ecconf', {})

-- The first lsp/ecconf.lua of the runtime path, as Neovim 0.11 finds it.
local function settings()
  return dofile(vim.api.nvim_get_runtime_file('lsp/ecconf.lua', false)[1])
end

-- The nearest folder that has one of the names; nil when there is none, and a file is served alone.
local function root_of(path, names)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  while true do
    for _, name in ipairs(names) do
      if vim.loop.fs_stat(folder .. '/' .. name) then
        return folder
      end
    end
    local parent = vim.fn.fnamemodify(folder, ':h')
    if parent == folder then
      return nil
    end
    folder = parent
  end
end

-- The server of each folder, for Neovim 0.7: later ones remember it.
local clients = {}

local function attach(buffer)
  local table = settings()
  local path = vim.api.nvim_buf_get_name(buffer)
  local config = vim.tbl_extend('error', table, {
    name = 'ecconf',
    root_dir = root_of(path, table.root_markers),
  })
  if vim.fn.executable(config.cmd[1]) == 0 then
    vim.notify_once(
      ('ecconf: the program "%s" is not there'):format(config.cmd[1]),
      vim.log.levels.WARN
    )
    return
  end
  if vim.lsp.start then
    vim.lsp.start(config)
    return
  end
  local key = config.root_dir or ''
  local id = clients[key]
  if not (id and vim.lsp.get_client_by_id(id)) then
    id = vim.lsp.start_client(config)
    clients[key] = id
  end
  vim.lsp.buf_attach_client(buffer, id)
  vim.bo[buffer].omnifunc = 'v:lua.vim.lsp.omnifunc'
  vim.bo[buffer].tagfunc = 'v:lua.vim.lsp.tagfunc'
  vim.bo[buffer].formatexpr = 'v:lua.vim.lsp.formatexpr()'
end

if vim.lsp.enable then
  vim.lsp.enable('ecconf')
else
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = 'ecconf',
    callback = function(event)
      attach(event.buf)
    end,
  })
end

local function client_of(buffer)
  local all = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer })
    or vim.tbl_values(vim.lsp.buf_get_clients(buffer))
  for _, client in ipairs(all) do
    if client.name == 'ecconf' then
      return client
    end
  end
end

-- Shows a text that cannot be changed in a window of its own; <CR> leads to where a line comes from.
local function show(result, encoding)
  vim.cmd('new')
  local buffer = vim.api.nvim_get_current_buf()
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(result.text:gsub('\n$', ''), '\n'))
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].syntax = 'ecconf'
  local locations = {}
  for _, source in ipairs(result.sources) do
    locations[source.line] = source.location
  end
  vim.keymap.set('n', '<CR>', function()
    local location = locations[vim.api.nvim_win_get_cursor(0)[1] - 1]
    if location then
      vim.cmd('wincmd p')
      if vim.lsp.util.show_document then
        vim.lsp.util.show_document(location, encoding, { focus = true })
      else
        vim.lsp.util.jump_to_location(location, encoding)
      end
    end
  end, { buffer = buffer, desc = 'where this line comes from' })
end

vim.api.nvim_create_user_command('EcconfEffective', function()
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    vim.notify('ecconf: no language server has this file', vim.log.levels.ERROR)
    return
  end
  local params = {
    command = 'ecconf.showEffective',
    arguments = { vim.uri_from_bufnr(buffer) },
  }
  local function answer(err, result)
    if err then
      vim.notify('ecconf: ' .. err.message, vim.log.levels.ERROR)
    else
      show(result, client.offset_encoding)
    end
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request('workspace/executeCommand', params, answer, buffer)
  else
    client.request('workspace/executeCommand', params, answer, buffer)
  end
end, { desc = 'Show what counts of the configuration of this file' })
