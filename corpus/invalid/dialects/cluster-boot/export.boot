export cluster_name=default
repo=auto
