node_name=
cluster_name=default
