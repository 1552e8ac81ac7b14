[cluster]
cluster_name=default
