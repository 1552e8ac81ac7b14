-- What a person does in Neovim with a configuration, once for each question of the test; the answers go
-- into the file named by $ANSWERS as JSON.
local answers = {}

local function wait_for(what, condition)
  if not vim.wait(30000, condition, 20) then
    answers.missing = what
  end
end

local function text_of(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

local function colour_at(line, column)
  local id = vim.fn.synIDtrans(vim.fn.synID(line, column, 1))
  return vim.fn.synIDattr(id, 'name')
end

local function findings()
  return vim.tbl_map(function(each)
    return {
      line = each.lnum,
      column = each.col,
      code = each.code,
      severity = each.severity,
      source = each.source,
      message = each.message,
    }
  end, vim.diagnostic.get(0))
end

vim.cmd('edit ecelerity.conf')
answers.filetype = vim.bo.filetype
answers.commentstring = vim.bo.commentstring
wait_for('findings', function()
  return #vim.diagnostic.get(0) > 0
end)
answers.findings = findings()
answers.colours = { colour_at(1, 3), colour_at(2, 1), colour_at(2, 19), colour_at(3, 1), colour_at(4, 1) }

if vim.env.QUESTIONS == 'all' then
  local own = vim.api.nvim_get_current_buf()
  local params = vim.lsp.util.make_text_document_params()
  local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', {
    textDocument = params,
    position = { line = 3, character = 2 },
  }, 30000)
  for _, each in pairs(hover or {}) do
    answers.hover = each.result.contents
  end

  vim.cmd('EcconfEffective')
  wait_for('the effective configuration', function()
    return vim.api.nvim_get_current_buf() ~= own
  end)
  answers.effective = text_of(0)
  vim.fn.search('Max_Retries')
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes('<CR>', true, false, true), 'x', false)
  answers.source = { vim.fn.expand('%:t'), vim.fn.line('.') }
  answers.source_filetype = vim.bo.filetype

  vim.cmd('buffer ' .. own)
  vim.api.nvim_buf_set_lines(0, 1, 2, false, { 'Retry_Interval = 3' })
  wait_for('no findings', function()
    return #vim.diagnostic.get(0) == 0
  end)
  vim.cmd('setlocal nomodified')
  vim.cmd('edit listeners.conf')
  answers.other_filetype = vim.bo.filetype
end

local file = assert(io.open(vim.env.ANSWERS, 'w'))
file:write(vim.fn.json_encode(answers))
file:close()
vim.cmd('qall!')
