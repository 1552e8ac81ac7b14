-- Which files are configurations. For any other file: `:set filetype=ecconf`.
local group = vim.api.nvim_create_augroup('filetypedetect', { clear = false })
local events = { 'BufRead', 'BufNewFile' }

local function set(event)
  vim.bo[event.buf].filetype = 'ecconf'
end

vim.api.nvim_create_autocmd(events, {
  group = group,
  pattern = {
    'eccluster.conf',
    'ecelerity.conf',
    'ecelerity-cluster.conf',
    'webui-common.conf',
    'ecdb.conf',
    '*/ecelerity/etc/conf/*.conf',
    '*/msys/etc/installer/*.conf',
    '*/eccmgr.d/*.conf',
  },
  callback = set,
})

-- What lies beside or below a main file belongs to it.
vim.api.nvim_create_autocmd(events, {
  group = group,
  pattern = '*.conf',
  callback = function(event)
    local path = vim.fn.fnameescape(vim.fn.fnamemodify(event.match, ':p:h')) .. ';'
    for _, main in ipairs({ 'eccluster.conf', 'ecelerity.conf' }) do
      if vim.fn.findfile(main, path) ~= '' then
        return set(event)
      end
    end
  end,
})
