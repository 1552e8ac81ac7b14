# cluster.boot - read by ec_ctl and ecconfigd before anything else
node_name=mta1
cluster_name=default
repo=auto
autoupdate=ifunchanged
reload_config_on_update=true
ecconfigd.1=mgr1.example.net
