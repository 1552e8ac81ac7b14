# How this machine joins the cluster.
autoupdate=ifunchanged
node_name=mta1.example.net
cluster_name=default
repo=manager.example.net:2027,standby.example.net
reload_config_on_update=true
ecconfigd.1=manager.example.net
