cluster_name=default
=auto
repo=auto
