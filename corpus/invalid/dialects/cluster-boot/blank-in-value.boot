repo=manager:2027, standby
cluster_name=default
