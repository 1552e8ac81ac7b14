# nothing is set

#cluster_name=default
