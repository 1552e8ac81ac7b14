" Colours for what the text alone shows; Neovim 0.9 and later lay those of the language server over them.
if exists('b:current_syntax')
  finish
endif

syntax case ignore

syntax match ecconfScope /^\s*\zs\h[^[:space:]#"'={}()[\]]*\ze\%(\s*"[^"]*"\|\s\+[^[:space:]#"'={}()[\]]\+\)\?\s*=\?\s*\%({\|$\)/
syntax match ecconfOption /\%(^\|[{[:space:]]\)\@1<=\h[^[:space:]#"'={}()[\]]*\ze\s*\%(=\s*[^{[:space:]]\|\[\)/
syntax match ecconfInclude /\%(^\|\s\)\@1<=\%(readonly_\)\?include\ze\s\+[^=[:space:]{]/
syntax match ecconfBoolean /=\s*\zs\%(true\|false\|on\|off\|yes\|no\|enabled\|disabled\)\ze\%(\s\|[}#]\|$\)/
syntax match ecconfNumber /=\s*\zs-\?\d\+\%(\.\d\+\|\/\d\+\)\?\ze\%(\s\|[}#]\|$\)/
syntax region ecconfString start=/"/ skip=/\\["\\]/ end=/"/
syntax match ecconfComment /#.*/
syntax region ecconfComment start=/\%(^\|\s\)\@1<=\/\*/ end=/\*\//

highlight default link ecconfScope Type
highlight default link ecconfOption Identifier
highlight default link ecconfInclude Include
highlight default link ecconfBoolean Boolean
highlight default link ecconfNumber Number
highlight default link ecconfString String
highlight default link ecconfComment Comment

let b:current_syntax = 'ecconf'
