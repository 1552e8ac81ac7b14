# réseau
cluster_name=default
