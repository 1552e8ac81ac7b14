
cluster_name = default
  repo	=	auto   # two blanks before

node_name =mta1
autoupdate= false
