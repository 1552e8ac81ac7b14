autoupdate true
cluster_name=default
