cluster_name=“default”
