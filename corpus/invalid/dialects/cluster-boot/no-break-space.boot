cluster_name= default
